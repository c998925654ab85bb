"""What each operation says of itself, and which problems it may answer with."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.utils.module_loading import import_string
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

View = TypeVar("View", bound=Callable[..., Any])
Kind = type[serializers.Serializer[Any]]

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{8,64}$"},
    OpenApiParameter.HEADER,
    required=True,
    description=(
        "Made by you before you send, new for each thing you do: a UUID is best. Send the same "
        "key again after a lost connection and it is done once; you get the first answer."
    ),
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "minLength": 1, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="The `ETag` of what you read. The change is refused when somebody was quicker.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    {"type": "string", "pattern": "^[ -~]*$"},
    OpenApiParameter.HEADER,
    description="The `ETag` of what you have. You get 304 without a body if it is still so.",
)
LANGUAGE = OpenApiParameter(
    "Accept-Language",
    {"type": "string", "enum": ["pl", "en"]},
    OpenApiParameter.HEADER,
    description="The language of labels and of problems.",
)
CURSOR = OpenApiParameter(
    "cursor",
    {"type": "string", "maxLength": 1000},
    description="Where the page begins: never make one, follow `next`.",
)
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": 100, "default": 50},
    description="How many at most.",
)


def operation(
    summary: str,
    description: str = "",
    *,
    takes: Kind | None = None,
    gives: Kind | None = None,
    status: int = 200,
    page: bool = False,
    versioned: bool = False,
    parameters: tuple[OpenApiParameter, ...] = (),
    name: str = "",
) -> Callable[[View], View]:
    """Describe an operation. ``page`` gives many in pages; ``versioned`` needs If-Match."""
    answer: Any = _page_of(gives) if page and gives else gives
    headers = (*parameters, *((CURSOR, LIMIT) if page else ()), *((IF_MATCH,) if versioned else ()))

    def decorate(view: View) -> View:
        described = extend_schema(
            summary=summary,
            description=description or summary + ".",
            request=takes,
            responses={status: OpenApiResponse(answer, description=_said(status))},
            parameters=list(headers),
            operation_id=name or None,
        )(view)
        described.is_versioned = versioned  # type: ignore[attr-defined]
        described.is_page = page  # type: ignore[attr-defined]
        described.takes_parameters = [one.name for one in parameters]  # type: ignore[attr-defined]
        return described

    return decorate


def _said(status: int) -> str:
    words = {200: "Done, or found.", 201: "Made.", 202: "Begun: a job does it.", 204: "Removed."}
    return words[status]


_pages: dict[str, Kind] = {}


def _page_of(shown: Kind) -> Kind:
    """The serializer of a page of these, made once."""
    name = f"{shown.__name__}Page"
    if name not in _pages:
        members = {
            "results": shown(many=True, help_text="The rows of this page."),
            "next": serializers.CharField(
                allow_null=True,
                help_text="Address of the next page on the same host; null on the last one.",
            ),
            "__doc__": "A page of a list.",
        }
        _pages[name] = type(name, (import_string("api.fields.Shown"),), members)
    return _pages[name]


class Operation(AutoSchema):
    """drf-spectacular's description with our names, headers and filters."""

    def get_operation_id(self) -> str:
        """``cases_list``, ``case_notes_create`` and so on: the address and the action."""
        view: Any = self.view
        noun = view.basename.replace("-", "_")
        return f"{noun}_{view.action}"

    def get_tags(self) -> list[str]:
        view: Any = self.view
        return [view.tag]

    def get_auth(self) -> list[Any]:
        """The whole document says it once (``document``)."""
        return []

    def get_filter_backends(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        """With the headers that every operation of this method knows."""
        found = [*super().get_override_parameters(), LANGUAGE, *self._filters()]
        if self.method == "POST":
            found.append(IDEMPOTENCY_KEY)
        if self.method == "GET":
            found.append(IF_NONE_MATCH)
        return found

    def _filters(self) -> list[OpenApiParameter]:
        view: Any = self.view
        if self.method != "GET" or view.filters is None or not self._is_page():
            return []
        return [_parameter(name, one) for name, one in view.filters.base_filters.items()]

    def _is_page(self) -> bool:
        view: Any = self.view
        return bool(getattr(getattr(view, view.action), "is_page", False))

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Pages are described as what they are; nothing is wrapped behind our back."""
        return False


def _parameter(name: str, one: Any) -> OpenApiParameter:
    choices = one.extra.get("choices")
    schema: dict[str, Any] = {"type": "string"}
    kind = type(one).__name__
    if choices:
        values = choices() if callable(choices) else choices
        schema["enum"] = [str(value) for value, _label in values]
    elif kind == "UUIDFilter":
        schema["format"] = "uuid"
    elif kind == "BooleanFilter":
        schema = {"type": "boolean"}
    elif kind == "DateFilter":
        schema["format"] = "date"
    elif kind == "CharFilter":
        schema["maxLength"] = one.extra.get("max_length", 200)
    return OpenApiParameter(name, schema, description=str(one.extra.get("help_text", "")))


__all__ = ["CURSOR", "LIMIT", "OpenApiTypes", "Operation", "operation"]
