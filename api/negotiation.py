"""In which form an answer is given."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

PLAIN = frozenset({"", "*/*", "application/json"})


class Negotiation(DefaultContentNegotiation):
    """Nothing is weighed where a program asks for nothing but JSON, as nearly all do."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> Any:
        first, *_others = renderers
        if request.META.get("HTTP_ACCEPT", "") in PLAIN and first.media_type in PLAIN:
            return first, first.media_type
        return super().select_renderer(request, renderers, format_suffix)
