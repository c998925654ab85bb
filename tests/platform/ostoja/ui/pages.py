"""Renders pages of a made-up city without a database, and reads what is on them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

CITY = SimpleNamespace(slug="gdansk", name="Gdańsk")
STRANGER = SimpleNamespace(is_authenticated=False)
PERSON = SimpleNamespace(is_authenticated=True, full_name="Anna Przykładowa", held=frozenset())
VOID = {"meta", "link", "input", "img", "path", "circle", "br"}


def request_to(path: str, *, city: Any = CITY, user: Any = STRANGER, **query: str) -> HttpRequest:
    """A request as the middleware leaves it, but without session and messages."""
    request = RequestFactory().get(path, query)
    request.user = user
    request.city = city  # type: ignore[attr-defined]
    return request


def show(name: str, request: HttpRequest, **context: Any) -> str:
    """A template in the language of the request's address."""
    with translation.override(request.path[1:3]):
        return get_template(name).render(context, request)


def holds(user: Any, permission: str) -> bool:
    """Stands in for the memberships of staff."""
    return permission in user.held


@dataclass
class Element:
    """An element of a page: its name, attributes and the text inside."""

    name: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    @property
    def classes(self) -> set[str]:
        """The classes of the element."""
        return set(self.attributes.get("class", "").split())


@dataclass
class Page:
    """What a test asks about a page."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = _Reader()
        reader.feed(self.html)
        self.elements = reader.elements

    def all(self, name: str = "", class_name: str = "", /, **attributes: str) -> list[Element]:
        """Every element of this name, class and attributes; ``aria_current`` means aria-current."""
        wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
        return [
            element
            for element in self.elements
            if name in {"", element.name}
            and (not class_name or class_name in element.classes)
            and wanted.items() <= element.attributes.items()
        ]

    def one(self, name: str = "", class_name: str = "", /, **attributes: str) -> Element:
        """The only such element."""
        (element,) = self.all(name, class_name, **attributes)
        return element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text = " ".join(f"{element.text} {data}".split())
