"""The ``webhooks`` of the document: what is sent to the systems of bodies."""

from typing import Any

from api.webhooks.events import EVENTS, GONE, TEST
from api.webhooks.payload import EXAMPLE, FORMAT

HEADERS = {
    "webhook-id": ("The same at each attempt.", {"type": "string", "format": "uuid"}),
    "webhook-timestamp": ("Seconds since 1970, of this attempt.", {"type": "string"}),
    "webhook-signature": (
        "`v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body with dots between them; "
        "several have spaces between them.",
        {"type": "string"},
    ),
}
SCHEMA = "WebhookEvent"


def described() -> dict[str, Any]:
    """Each kind of event with what is sent."""
    kinds = {one.key: f"{one.label}." for one in EVENTS.values()}
    gone = "What you may not see any more, or what was deleted: `data` has its id alone."
    return {
        key: {"post": _operation(key, text)}
        for key, text in {**kinds, GONE: gone, TEST: "Somebody tried the address."}.items()
    }


def schema() -> dict[str, Any]:
    """What the body is."""
    data = {
        "object": {"type": "string", "enum": sorted({e.thing.name for e in EVENTS.values()})},
        "id": {"type": "string", "format": "uuid"},
        "version": {"type": "integer", "minimum": 1},
        "url": {"type": "string", "format": "uri"},
    }
    return {
        "type": "object",
        "description": "That something happened; read the rest at `data.url` with your token.",
        "required": ["type", "format", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "enum": [*EVENTS, GONE, TEST]},
            "format": {"type": "integer", "const": FORMAT},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "properties": data},
        },
        "examples": [EXAMPLE],
    }


def _operation(key: str, text: str) -> dict[str, Any]:
    headers = [
        {"name": name, "in": "header", "required": True, "description": said, "schema": kind}
        for name, (said, kind) in HEADERS.items()
    ]
    body = {"schema": {"$ref": f"#/components/schemas/{SCHEMA}"}}
    return {
        "operationId": f"webhook_{key.replace('.', '_')}",
        "summary": text.rstrip("."),
        "description": text,
        "tags": ["webhooks"],
        "parameters": headers,
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": {"2XX": {"description": "Taken. Everything else is sent again."}},
    }
