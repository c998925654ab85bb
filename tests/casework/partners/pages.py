"""Addresses, forms and texts of this room's pages for staff, for its tests."""

import re
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from casework.partners.models import Need

FORM = "application/x-www-form-urlencoded"


def address(name: str, *args: Any, language: str = "pl") -> str:
    with override(language):
        return reverse(name, args=args, urlconf="ostoja.urls.city")


def text(response: HttpResponse | Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def organisation_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "kind": "ngo",
        "name": "Fundacja Ćma",
        "roles": ["partner"],
        "permanence": "permanent",
        "description_pl": "Pomaga.",
        "is_public": "on",
        **answers,
    }


def service_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "name_pl": "Porada",
        "needs": [str(Need.objects.get(key="debt").pk)],
        "status": "active",
        "languages": ["pl"],
        "hours-MO": "8–12, 13:00-16.30",
        "hours-SU": "20:00–24:00",
        **answers,
    }


class _Fields(HTMLParser):
    """Reads what a browser would send of the page's first POST form, untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.forms = 0
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms += given.get("method") == "post" and not given.get("action")
        elif self.forms == 1:
            self.read(tag, given.get("name", ""), given)

    def read(self, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.add(name, "")
        elif tag == "input" and (given["type"] not in ("checkbox", "radio") or "checked" in given):
            self.add(name, given.get("value", "on" if given["type"] == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "form" and self.forms == 1:
            self.forms = 2

    def add(self, name: str, value: str) -> None:
        if name and name != "csrfmiddlewaretoken":
            self.sent.setdefault(name, []).append(value)


def untouched(response: HttpResponse | Any) -> dict[str, list[str]]:
    """What a browser sends back when nothing on the page's form is touched."""
    fields = _Fields()
    fields.feed(response.content.decode())
    return fields.sent
