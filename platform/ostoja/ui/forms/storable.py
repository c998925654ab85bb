"""Text that PostgreSQL can keep and a page can show: no NUL bytes, no lone surrogates."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

MESSAGE = _("Some characters in this text cannot be saved. Delete them and try again.")


def check_storable(value: Any) -> None:
    """A validator; values that are no text pass."""
    if isinstance(value, str) and _UNSTORABLE.search(value):
        raise ValidationError(MESSAGE, code="unstorable")


def storable(value: Any) -> Any:
    """The value with each unstorable character made visible as U+FFFD, also inside lists."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value
