"""Shows what a city wrote: paragraphs and lists, in the language in which it was written."""

from collections.abc import Iterator
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tenants.translated import TranslatedText

register = template.Library()

ITEM = "- "


@register.filter
def written(text: TranslatedText) -> SafeString:
    """The text: a line is a paragraph, lines that begin with a hyphen are a list.

    What is shown in another language than the page's says so to a screen reader.
    """
    shown = format_html_join("", "{}", ((block,) for block in _blocks(str(text))))
    language = text.shown_language(get_language() or "pl")
    if not shown or language == (get_language() or "pl")[:2]:
        return shown
    return format_html('<div lang="{}">{}</div>', language, shown)


@register.filter
def in_one_line(text: TranslatedText) -> str:
    """The text without its lines and the hyphens of its lists, for a glance at how it begins."""
    return " ".join(line.removeprefix(ITEM) for line in _lines(str(text)))


def _blocks(text: str) -> Iterator[SafeString]:
    for is_list, found in groupby(_lines(text), key=lambda line: line.startswith(ITEM)):
        if is_list:
            items = format_html_join(
                "", "<li>{}</li>", ((one.removeprefix(ITEM),) for one in found)
            )
            yield format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', items)
        else:
            yield format_html_join("", '<p class="govuk-body">{}</p>', ((one,) for one in found))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
