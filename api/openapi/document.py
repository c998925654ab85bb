"""The whole document: which routes it holds, the problems every operation may answer with."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

from api.fields import Body, Shown
from api.openapi import webhooks
from api.openapi.books import BOOKS, CITIES, Book
from ostoja.ui.problems import MEDIA_TYPE, NAMES, TITLES

OPERATIONS = ("get", "post", "patch", "delete")
PROBLEM = {"$ref": "#/components/schemas/Problem"}
TAG = {"type": "string", "description": "Entity tag of what is in the body."}


def only_the_api(endpoints: list[Any]) -> list[Any]:
    """drf-spectacular looks at all routes; pages are none of the API."""
    return [one for one in endpoints if one[0].startswith(("/api/v1/", "/api/hsds/"))]


def document(book: Book = CITIES) -> dict[str, Any]:
    """The description, in English whatever the page's language."""
    with translation.override("en"):
        found: dict[str, Any] = SchemaGenerator(urlconf=book.urlconf).get_schema(  # type: ignore[no-untyped-call]
            request=None, public=True
        )
    return found


def finish(result: dict[str, Any], generator: Any, **options: Any) -> dict[str, Any]:
    """``POSTPROCESSING_HOOKS``: facts that hold for every operation, written once."""
    # drf-spectacular's own deployment check names no routes and so takes those of the cities.
    book = next((one for one in BOOKS if one.urlconf == generator.urlconf), CITIES)
    result["info"] = dict(book.info)
    result["servers"] = [{"url": "/", "description": book.server}]
    result["tags"] = [{"name": name, "description": text} for name, text in book.tags.items()]
    for path, methods in result["paths"].items():
        found = {method: methods[method] for method in OPERATIONS if method in methods}
        for method, operation in found.items():
            _finish_operation(book, path, method, operation)
        result["paths"][path] = found
    components = result.setdefault("components", {})
    components["securitySchemes"] = {"token": SECURITY}
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = _problem_schema(book)
    if book is CITIES:
        result["webhooks"] = webhooks.described()
        schemas[webhooks.SCHEMA] = webhooks.schema()
    _add_examples(schemas)
    components["schemas"] = dict(sorted(schemas.items()))
    return result


SECURITY: Mapping[str, Any] = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "`Token` and, after a space, the token: `Authorization: Token ostoja_…`",
}


def _finish_operation(book: Book, path: str, method: str, operation: dict[str, Any]) -> None:
    is_public = method == "get" and operation["tags"][0] in book.public
    operation["security"] = [{"token": []}, *([{}] if is_public else [])]
    answers = operation["responses"]
    for answer in answers.values():
        answer.setdefault("headers", {}).update(_headers(method))
    for status in sorted(_problems(book, path, method, operation)):
        answers[str(status)] = _problem(status)
    if method == "get":
        answers["304"] = {"description": "Still as you have it.", "headers": {"ETag": _header(TAG)}}
    operation["responses"] = dict(sorted(answers.items()))


def _problems(book: Book, path: str, method: str, operation: dict[str, Any]) -> set[int]:
    """Which problems can happen: by method, address and parameters."""
    parameters = operation.get("parameters", [])
    named = {one["name"] for one in parameters}
    found = {401, 403, 406, 429}
    if "{" in path or operation["tags"][0] not in book.public | {"me"}:
        found.add(404)
    asks = any(one["in"] == "query" for one in parameters)
    if asks or "Idempotency-Key" in named or operation["tags"][0] == "hsds":
        found.add(400)
    if "If-Match" in named:
        found |= {412, 428}
    if method in {"post", "patch"}:
        found |= {400, 404, 409, 413, 415, 422}
    if method == "delete":
        found.add(409)
    return found


def _problem(status: int) -> dict[str, Any]:
    example = {
        "type": f"/api/docs/#problem-{NAMES[status]}",
        "title": str(TITLES[status]),
        "status": status,
        "detail": str(TITLES[status]),
        "instance": "/api/v1/",
    }
    answer: dict[str, Any] = {
        "description": str(TITLES[status]),
        "content": {MEDIA_TYPE: {"schema": PROBLEM, "example": example}},
    }
    if status == 401:
        answer["headers"] = {"WWW-Authenticate": _header({"type": "string", "const": "Token"})}
    if status == 429:
        answer["headers"] = {"Retry-After": _header({"type": "integer", "minimum": 1})}
    return answer


def _headers(method: str) -> dict[str, Any]:
    numbers = {
        name: _header({"type": "integer", "minimum": 0})
        for name in ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
    }
    return numbers if method == "delete" else {"ETag": _header(TAG), **numbers}


def _header(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"schema": dict(schema)}


def _problem_schema(book: Book) -> dict[str, Any]:
    members = {**PROBLEM_SCHEMA["properties"], **book.problem_members}
    return {**PROBLEM_SCHEMA, "properties": members}


PROBLEM_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457), in the language of Accept-Language.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "enum": [f"/api/docs/#problem-{name}" for name in NAMES.values()],
            "description": "Tells problems apart, and leads to what to do about this one.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer", "enum": list(NAMES)},
        "detail": {"type": "string", "description": "What happened, for a person."},
        "instance": {"type": "string", "description": "The address that was asked."},
        "errors": {
            "type": "array",
            "maxItems": 20,
            "description": "What must be corrected, one by one.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer into the body; empty for the whole.",
                    },
                    "parameter": {"type": "string", "description": "Name in the query."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def _add_examples(schemas: dict[str, Any]) -> None:
    """Each serializer's own example, and no member besides the named ones in what we take."""
    for kind in (*_all_below(Shown), *_all_below(Body)):
        for name in (kind.__name__, f"{kind.__name__}Request", f"Patched{kind.__name__}Request"):
            if name not in schemas:
                continue
            if issubclass(kind, Body):
                schemas[name]["additionalProperties"] = False
            if kind.example:
                schemas[name]["examples"] = [dict(kind.example)]


def _all_below(kind: type[Any]) -> list[type[Any]]:
    return [one for below in kind.__subclasses__() for one in (below, *_all_below(below))]
