"""Tags for texts that are easy to read; every template may use them (a builtin library)."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ostoja.ui.easy import EasyText, easy_text, page_of
from ostoja.ui.pictures import address_of

register = template.Library()

END_OF_HEADING = "</h1>"
FORM = "<form"
PREFIX = "page:"
SHIPPED, FOLDED = "shipped:", "folded:"
KNOWN = "_easy_text"


@register.tag("easy_text")
def do_easy_text(parser: Parser, token: Token) -> "EasyTextNode":
    """``{% easy_text %}the page's key{% and_page %}the page{% endeasy_text %}``, in the frame.

    Without a key it is the route's. Puts the text that is easy to read under the first heading.
    """
    key = parser.parse(("and_page",))
    parser.delete_first_token()
    page = parser.parse(("endeasy_text",))
    parser.delete_first_token()
    return EasyTextNode(key, page)


class EasyTextNode(template.Node):
    """The page, with its easy text where that was chosen; folded where choosing would lose it."""

    child_nodelists = ("key", "page")  # blocks inside are found by these

    def __init__(self, key: NodeList, page: NodeList) -> None:
        self.key, self.page = key, page

    def render(self, context: Context) -> SafeString:
        text = self._text(context)
        if text is None or not text.lines:
            return self.page.render(context)
        chosen = _is_chosen(context)
        with context.push(**{KNOWN: chosen}):
            page = self.page.render(context)
        shown = {"text": text, "is_folded": not chosen}
        return _put_in(page, render_to_string("ui/components/easy_text.html", shown))

    def _text(self, context: Context) -> EasyText | None:
        request = context.get("request")
        key = self.key.render(context).strip().removeprefix(PREFIX)
        is_folded = key.startswith(FOLDED) or getattr(request, "method", "GET") == "POST"
        if not _is_chosen(context) and not is_folded:
            return None
        key = key.removeprefix(FOLDED)
        shipped = key.startswith(SHIPPED)
        key = key.removeprefix(SHIPPED) or page_of(request)
        return easy_text(key, get_language() or "pl", shipped=shipped)


def _put_in(page: str, text: str) -> SafeString:
    """Under the first heading; where that stands inside a form, before the form."""
    heading, form = page.find(END_OF_HEADING), page.find(FORM)
    at = heading + len(END_OF_HEADING) if heading >= 0 else 0
    if 0 <= form < at:
        at = form
    return mark_safe(page[:at] + text + page[at:])  # noqa: S308 both were rendered by templates


def _is_chosen(context: Context) -> bool:
    return bool(getattr(context.get("display"), "easy_to_read", False))


@register.tag("ordinary_text")
def do_ordinary_text(parser: Parser, token: Token) -> "OrdinaryTextNode":
    """``{% ordinary_text %}…{% endordinary_text %}``: what the easy text says in its place.

    ``{% ordinary_text folded %}`` keeps it below its heading, folded: the law asks for it.
    """
    words = token.split_contents()[1:]
    nodes = parser.parse(("endordinary_text",))
    parser.delete_first_token()
    return OrdinaryTextNode(nodes, is_folded="folded" in words)


class OrdinaryTextNode(template.Node):
    """Gives way to the easy text where the page has one and it was chosen."""

    child_nodelists = ("nodes",)

    def __init__(self, nodes: NodeList, *, is_folded: bool) -> None:
        self.nodes, self.is_folded = nodes, is_folded

    def render(self, context: Context) -> SafeString:
        if not context.get(KNOWN):
            return self.nodes.render(context)
        if not self.is_folded:
            return SafeString()
        heading, end, text = self.nodes.render(context).rpartition(END_OF_HEADING)
        folded = render_to_string("ui/components/folded_text.html", {"text": mark_safe(text)})  # noqa: S308
        return mark_safe(heading + end + folded)  # noqa: S308 a template rendered both


@register.simple_tag(takes_context=True)
def picture(context: Context, name: str) -> SafeString:
    """A picture beside words, for who chose pictures; it says nothing that the words do not."""
    display: Any = context.get("display")
    address = address_of(name)
    if not address or not (display and (display.pictograms or display.easy_to_read)):
        return SafeString()
    return format_html(
        '<img class="ostoja-picture" src="{}" alt="" width="40" height="40">', address
    )


@register.inclusion_tag("ui/plain/button.html")
def plain_check(form: BaseForm) -> dict[str, Any]:
    """A button inside the form that shows how its measured fields read."""
    asked = []
    for name in form.fields:
        attrs = form[name].field.widget.attrs
        if "data-plain" in attrs:
            language = attrs.get("lang", "pl")
            asked.append(
                f"{form.add_prefix(name)} {language} {attrs['data-plain']} {form[name].label}"
            )
    return {"asked": asked}
