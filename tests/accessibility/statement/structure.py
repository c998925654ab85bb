"""Reads a statement as the ministry's validator does: headings, ids, elements and their order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "input", "link", "meta"}
HEADINGS = {"h1", "h2", "h3"}


@dataclass
class Found:
    """An element with an id, or a heading; ``inside`` are the ids of those around it."""

    name: str
    identifier: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Structure:
    """The main part of a page."""

    html: str
    found: list[Found] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = _Reader()
        main = self.html.partition("<main")[2].partition("</main>")[0]
        reader.feed(f"<main{main}")
        self.found = reader.found

    @property
    def ids(self) -> list[str]:
        """The ids of the conditions, in the order of the page."""
        return [one.identifier for one in self.found if one.identifier.startswith("a11y-")]

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Level and text of each heading, in order."""
        return [(one.name, one.text.strip()) for one in self.found if one.name in HEADINGS]

    def one(self, identifier: str) -> Found:
        """The only element with this id."""
        (found,) = [one for one in self.found if one.identifier == identifier]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self._open: list[tuple[str, Found | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        identifier = attributes.get("id", "")
        found = None
        if identifier or tag in HEADINGS:
            inside = tuple(one.identifier for _tag, one in self._open if one and one.identifier)
            found = Found(tag, identifier, attributes, inside)
            self.found.append(found)
        if tag not in VOID:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _tag, found in self._open:
            if found is not None:
                found.text = " ".join(f"{found.text} {data}".split())
