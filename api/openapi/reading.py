"""The description as people read it: by topic, each operation with what it takes and gives."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api.openapi import committed
from api.openapi.books import CITIES, Book
from api.openapi.document import OPERATIONS
from ostoja.ui.problems import NAMES, TITLES

WORDS = {
    "parameters": "Parameters",
    "takes": "Body (* must be given)",
    "gives": "Example of the answer",
    "answers": "Answers",
}
"""Headings among texts that are in English, as the document is."""

HELP: dict[int, Promise] = {
    400: _("Correct what “detail” and “errors” name."),
    401: _("Send a token that was made on this host; make a new one if yours has expired."),
    403: _("Make a token that reaches this part."),
    404: _("Look whether the address is right, with a slash at its end."),
    405: _("The header Allow names the methods."),
    406: _("Leave Accept out, or ask for application/json."),
    409: _("Read it again: its state does not allow this, or a colleague was quicker."),
    412: _("Read it again, look at what changed, and send your change with the new ETag."),
    413: _("Send less: at most 1 MiB."),
    415: _("Send Content-Type: application/json."),
    422: _("“errors” names each member with a JSON pointer."),
    428: _("Read it first, and send its ETag in If-Match."),
    429: _("Wait as many seconds as Retry-After says."),
    500: _("Try again later, with the same Idempotency-Key. If it stays so, tell the operator."),
    503: _("Try again after the seconds in Retry-After."),
}
"""What to do about each kind of problem."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a body, or one parameter."""

    name: str
    kind: str
    is_required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """One operation."""

    anchor: str
    method: str
    path: str
    summary: str
    text: str
    parameters: list[Member]
    takes: list[Member]
    takes_example: str
    gives_example: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one noun."""

    name: str
    text: str
    operations: list[Described]


@dataclass(frozen=True, slots=True)
class KnownProblem:
    """A kind of problem, at whose anchor its ``type`` leads here."""

    anchor: str
    status: int
    title: str
    help: Promise


@cache
def groups(book: Book = CITIES) -> list[Group]:
    """All operations by noun, in the document's order."""
    found: dict[str, list[Described]] = {name: [] for name in book.tags}
    for path, methods in committed.as_data(book)["paths"].items():
        for method in OPERATIONS:
            if method in methods:
                one = methods[method]
                found[one["tags"][0]].append(_described(book, path, method, one))
    return [Group(name, book.tags[name], each) for name, each in found.items() if each]


def problems() -> list[KnownProblem]:
    """Every kind of problem, in the page's language."""
    return [
        KnownProblem(f"problem-{name}", status, str(TITLES[status]), HELP[status])
        for status, name in NAMES.items()
    ]


def _described(book: Book, path: str, method: str, one: dict[str, Any]) -> Described:
    taken = _content(book, one.get("requestBody", {}))
    good = next(answer for status, answer in one["responses"].items() if status < "300")
    return Described(
        anchor=f"op-{one['operationId']}",
        method=method.upper(),
        path=path,
        summary=one["summary"],
        text=one["description"].replace("`", ""),
        parameters=[_parameter(each) for each in one.get("parameters", [])],
        takes=list(_members(taken)),
        takes_example=_example(book, taken),
        gives_example=_example(book, _content(book, good)),
        answers=[(status, each["description"]) for status, each in one["responses"].items()],
    )


def _content(book: Book, holder: dict[str, Any]) -> dict[str, Any]:
    media: dict[str, Any] = next(iter(holder.get("content", {}).values()), {})
    return _resolved(book, media.get("schema", {}))


def _resolved(book: Book, schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    if not reference:
        return schema
    found: dict[str, Any] = committed.as_data(book)["components"]["schemas"][
        reference.rpartition("/")[2]
    ]
    return found


def _parameter(one: dict[str, Any]) -> Member:
    where = {"header": "header", "query": "query", "path": "path"}[one["in"]]
    kind = f"{where}, {_kind(one['schema'])}"
    text = one.get("description", "").replace("`", "")
    return Member(one["name"], kind, bool(one.get("required")), text)


def _members(schema: dict[str, Any]) -> Iterator[Member]:
    required = set(schema.get("required", []))
    for name, each in schema.get("properties", {}).items():
        yield Member(name, _kind(each), name in required, each.get("description", ""))


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"] if value not in {"", None})
    reference = schema.get("$ref") or next(
        (one["$ref"] for one in schema.get("allOf", []) if "$ref" in one), ""
    )
    if reference:
        return str(reference.rpartition("/")[2].removesuffix("Request"))
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    kinds = schema.get("type", "any")
    named = [kinds] if isinstance(kinds, str) else kinds
    return " | ".join([schema.get("format", named[0]), *named[1:]])


def _example(book: Book, schema: dict[str, Any]) -> str:
    found = _example_of(book, schema)
    return "" if found is None else json.dumps(found, indent=2, ensure_ascii=False)


def _example_of(book: Book, schema: dict[str, Any]) -> Any:
    schema = _resolved(book, schema)
    if schema.get("examples"):
        return schema["examples"][0]
    results = schema.get("properties", {}).get("results")
    if results is None:
        return None
    return {"results": [_example_of(book, results["items"])], "next": None}
