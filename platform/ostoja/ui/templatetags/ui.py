"""Tags that every template may use without loading them (a builtin library)."""

import datetime
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.core.paginator import Paginator
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from ostoja.ui.city import facts_of
from ostoja.ui.error_summary import errors_of, has_errors
from ostoja.ui.phones import PhoneNumber

register = template.Library()

WARSAW = ZoneInfo("Europe/Warsaw")
COLOURS = frozenset({"grey", "blue", "teal", "green", "yellow", "orange", "red", "purple"})
# Django's own formats abbreviate months and, in English, put the month first.
DATE_FORMATS = {"pl": "j E Y", "en": "j F Y", "de": "j. F Y", "uk": "j E Y"}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """All errors of forms and formsets, each linked to its field; the first thing in `content`."""
    return {"errors": [error for form in forms for error in errors_of(form)]}


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """The beginning of the title of a page whose `form` or `formset` has errors, or which says why
    something was `refused`.
    """
    failed = any(has_errors(context.get(name)) for name in ("form", "formset"))
    return gettext("Error:") + " " if failed or context.get("refused") else ""


@register.simple_tag
def field(bound_field: BoundField, *, heading: bool = False, size: str = "") -> SafeString:
    """One field of a form; with `heading` its label is the page's h1."""
    size = size or ("l" if heading else "")
    context = {"field": bound_field, "heading": heading, "size": size}
    return bound_field.render(context=context)


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """A state in words on a tint; raises ``ValueError`` for a colour that has no name here."""
    colour = colour or "grey"
    if colour not in COLOURS:
        raise ValueError(f"{colour!r} is no tag colour; take one of {', '.join(sorted(COLOURS))}")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


@register.simple_tag
def phone(number: str | PhoneNumber) -> SafeString:
    """A number that a tap dials."""
    known = number if isinstance(number, PhoneNumber) else PhoneNumber(str(number), "")
    return format_html(
        '<a class="govuk-link govuk-link--no-visited-state ostoja-phone" href="{}">{}</a>',
        known.uri,
        known.shown,
    )


@register.simple_tag
def local_time(value: datetime.date | datetime.datetime | None) -> SafeString | str:
    """A moment on Poland's clock, or a day, in the page's language; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        moment = timezone.localtime(value, WARSAW) if timezone.is_aware(value) else value
        shown = f"{_day(moment)}, {formats.date_format(moment, 'H:i')}"
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), shown)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day(value))


@register.simple_tag
def back_link(url: str, text: str = "") -> SafeString:
    """The way back, for the block `before_content`."""
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', url, text or gettext("Back"))


@register.simple_tag
def sample_badge(thing: Any) -> SafeString | str:
    """Says that a row was made up for the demonstration, where its `is_sample` is true."""
    if not getattr(thing, "is_sample", False):
        return ""
    return format_html(
        '<strong class="govuk-tag ostoja-sample">{}</strong>', gettext("sample data")
    )


@register.simple_tag(takes_context=True)
def city_has(context: Context, module: str) -> bool:
    """Whether this part of the platform is switched on in the page's city."""
    request = context.get("request")
    return request is None or facts_of(request).has(module)


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """The address of another page of the same list: the query with another ``page``."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return f"?page={number}"
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(paginator: "Paginator[Any]", number: int) -> list[int | str]:
    """The numbers to show around page `number`, with dots for those left out."""
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))


@register.filter
def under(row: Sequence[Any], head: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with the heading of its column."""
    return list(zip(head, row, strict=True))


def _day(value: datetime.date) -> str:
    pattern = DATE_FORMATS.get(get_language() or "pl", DATE_FORMATS["en"])
    return formats.date_format(value, pattern)
