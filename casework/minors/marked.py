"""Texts of the standards, written in Markdown: as HTML in the design system, and as print."""

from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ostoja.ui.printed import Section

# No raw HTML: what somebody types as a tag is shown as it was typed.
_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "link_open": "govuk-link",
    "table_open": "govuk-table",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "blockquote_open": "govuk-inset-text",
}
SIZES = ("l", "m", "s")


def html_of(text: str, *, level: int) -> SafeString:
    """The text as HTML, whose highest headings are of this level of the page."""
    tokens = _READER.parse(text)
    highest = min((int(one.tag[1]) for one in tokens if one.type == "heading_open"), default=1)
    for one in _all(tokens):
        _dress(one, level - highest)
    shown: str = _READER.renderer.render(tokens, _READER.options, {})
    return mark_safe(shown)  # noqa: S308


def _all(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from _all(one.children or [])


def _dress(token: Token, deeper: int) -> None:
    if token.type in {"heading_open", "heading_close"}:
        depth = min(int(token.tag[1]) + deeper, 6)
        token.tag = f"h{depth}"
        if token.type == "heading_open":
            token.attrSet("class", f"govuk-heading-{SIZES[min(depth - 1, 2)]}")
    elif token.type in CLASSES:
        token.attrSet("class", CLASSES[token.type])
    elif token.type == "image":  # pictures come as files of the edition
        token.type, token.tag, token.nesting = "text", "", 0
        token.children = None


def sections_of(heading: str, text: str) -> list[Section]:
    """The text for paper: a section for each heading, the first under ``heading``."""
    title, texts, found = heading, list[str](), list[Section]()
    is_title, bullet = False, False
    for token in _READER.parse(text):
        if token.type == "heading_open":
            is_title = True
        elif token.type in {"list_item_open", "list_item_close"}:
            bullet = token.type == "list_item_open"
        elif token.type == "inline" and is_title:
            if texts or title != heading:
                found.append(Section(title, texts=texts))
            title, texts, is_title = _plain(token), [], False
        elif token.type == "inline":
            texts.append(f"• {_plain(token)}" if bullet else _plain(token))
    return [*found, Section(title, texts=texts)] if texts or found else []


def _plain(token: Token) -> str:
    words = (
        " " if one.type in {"softbreak", "hardbreak"} else one.content
        for one in token.children or []
    )
    return "".join(words).strip()
