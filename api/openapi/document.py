"""The whole document: which routes it holds, the problems every operation may answer with."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

from api.fields import Body, Shown
from ostoja.ui.problems import MEDIA_TYPE, NAMES, TITLES

OPERATIONS = ("get", "post", "patch", "delete")
PROBLEM = {"$ref": "#/components/schemas/Problem"}
TAG = {"type": "string", "description": "Entity tag of what is in the body."}

INFO: Mapping[str, Any] = {
    "title": "Ostoja",
    "version": "1",
    "summary": "What a city's crisis help offers to programs of its partners.",
    "description": (
        "Every city has an address and tokens of its own; a token of one city opens nothing in "
        "another. A program acts for one person and sees and does what that person may. What "
        "one may not see is not there: 404.\n\n"
        "Bodies are JSON. Lists come in pages: follow `next` until it is null. Each answer has "
        "an `ETag`; a change of something that has a version needs it in `If-Match`. Each POST "
        "needs an `Idempotency-Key`. Failures are problem details after RFC 9457."
    ),
    "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
}
TAGS: Mapping[str, str] = {
    "me": "Whether the token works, and for whom.",
    "readiness": "What the city must have before it opens, and what of it is missing.",
    "needs": "The city's list of needs. Public.",
    "organisations": "Bodies that help. Public to read.",
    "services": "What they offer, with hours. Public to read.",
    "locations": "Where they are. Public to read.",
    "phones": "Their telephone numbers. Public to read.",
    "contacts": "People to speak to; for staff only.",
    "conversations": "The inbox: what residents wrote, and our answers.",
    "entry-points": "QR codes and links through which residents come.",
    "cases": "Cases with their needs and notes.",
    "referrals": "Handovers, referrals and transfers, and every step they take.",
    "meetings": "Meetings of the coalition and who came.",
    "outcomes": "What meetings decided: the decision book.",
    "people": "The city's people, for administrators.",
    "notifications": "What you were told, and how you want to be told.",
    "audit": "Who saw or changed what.",
    "hsds": "The public directory after Open Referral HSDS 3.",
}


def only_the_api(endpoints: list[Any]) -> list[Any]:
    """drf-spectacular looks at all routes; pages are none of the API."""
    return [one for one in endpoints if one[0].startswith(("/api/v1/", "/api/hsds/"))]


def document() -> dict[str, Any]:
    """The description, in English whatever the page's language."""
    with translation.override("en"):
        found: dict[str, Any] = SchemaGenerator().get_schema(  # type: ignore[no-untyped-call]
            request=None, public=True
        )
    return found


def finish(result: dict[str, Any], **options: Any) -> dict[str, Any]:
    """``POSTPROCESSING_HOOKS``: facts that hold for every operation, written once."""
    result["info"] = dict(INFO)
    result["servers"] = [{"url": "/", "description": "The city's own host."}]
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    for path, methods in result["paths"].items():
        found = {method: methods[method] for method in OPERATIONS if method in methods}
        for method, operation in found.items():
            _finish_operation(path, method, operation)
        result["paths"][path] = found
    components = result.setdefault("components", {})
    components["securitySchemes"] = {"token": SECURITY}
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    _add_examples(schemas)
    components["schemas"] = dict(sorted(schemas.items()))
    return result


SECURITY: Mapping[str, Any] = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "`Token` and, after a space, the token: `Authorization: Token ostoja_…`",
}


def _finish_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    is_public = method == "get" and operation["tags"][0] in PUBLIC
    operation["security"] = [{"token": []}, *([{}] if is_public else [])]
    answers = operation["responses"]
    for answer in answers.values():
        answer.setdefault("headers", {}).update(_headers(method))
    for status in sorted(_problems(path, method, operation)):
        answers[str(status)] = _problem(status)
    if method == "get":
        answers["304"] = {"description": "Still as you have it.", "headers": {"ETag": _header(TAG)}}
    operation["responses"] = dict(sorted(answers.items()))


PUBLIC = frozenset({"needs", "organisations", "services", "locations", "phones", "hsds"})


def _problems(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    """Which problems can happen: by method, address and parameters."""
    named = {one["name"] for one in operation.get("parameters", [])}
    found = {401, 403, 406, 429}
    if "{" in path or operation["tags"][0] not in PUBLIC | {"me"}:
        found.add(404)
    if {"limit", "Idempotency-Key"} & named or operation["tags"][0] == "hsds":
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
        "candidates": {
            "type": "array",
            "description": "Cases that may be about the person whom you are entering.",
            "items": {"$ref": "#/components/schemas/FoundCase"},
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
