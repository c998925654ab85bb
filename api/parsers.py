"""Reading JSON from programs: strictly, and never more than fits."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from api.problems import Refused

MOST_BYTES = 1_048_576
MOST_BYTES_WITH_FILES = 28 * MOST_BYTES
MOST_MEMBERS = 1_000
TOO_LARGE = _("The body is larger than 1 MiB.")
TOO_LARGE_WITH_FILES = _("The body is larger than 28 MiB.")
NOT_JSON = _("The body is not JSON in UTF-8.")
TWICE = _("The body names a member twice.")
NOT_A_NUMBER = _("The body holds a number that JSON does not have.")
TOO_DEEP = _("The body is nested too deeply.")
TOO_MANY = _("The body holds an object with too many members.")
NOT_AN_OBJECT = _("The body must be a JSON object.")


class StrictJSONParser(BaseParser):
    """An object in UTF-8: no member twice, no NaN, not too deep, at most 1 MiB."""

    media_type = "application/json"
    most_bytes = MOST_BYTES
    too_large = TOO_LARGE

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        raw: bytes = stream.read(self.most_bytes + 1)
        if len(raw) > self.most_bytes:
            raise Refused(413, self.too_large)
        return _object(raw) if raw.strip() else {}


class FilesJSONParser(StrictJSONParser):
    """The same with room for files in Base64."""

    most_bytes = MOST_BYTES_WITH_FILES
    too_large = TOO_LARGE_WITH_FILES


def _object(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_members, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ParseError(TOO_DEEP) from None
    except ValueError:
        raise ParseError(NOT_JSON) from None
    if not isinstance(read, dict):
        raise ParseError(NOT_AN_OBJECT)
    return read


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_MEMBERS:
        raise ParseError(TOO_MANY)
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ParseError(TWICE)
    return members


def _refuse_constant(name: str) -> Any:
    raise ParseError(NOT_A_NUMBER)
