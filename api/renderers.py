"""How answers become JSON."""

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer


class Written(bytes):
    """An answer that is JSON already."""


class Renderer(JSONRenderer):
    """Passes on what is written already, unless the program asks for it indented."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if isinstance(data, Written):
            if self.get_indent(accepted_media_type or "", renderer_context or {}) is None:
                return bytes(data)
            data = json.loads(data)
        return super().render(data, accepted_media_type, renderer_context)
