"""What was refused on a page is kept in the session, so that the answer to it is a page to which
Back leads again: nothing is sent twice, and nothing that was typed is lost.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from tenants.console.models import Draft

KEY = "onboarding_refused"
LONGEST = 100_000  # characters; more is shown at once and kept nowhere

Said = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed, and what was said of the files, which a browser does not send again."""

    typed: MultiValueDict[str, str]
    of_files: Said


def keep(
    request: HttpRequest, draft: Draft, page: str, *, typed: Mapping[str, Any], of_files: Said
) -> bool:
    """Whether it could be kept. There is room for one page: the last one."""
    kept = {"of": _mark(draft, page), "typed": dict(typed), "of_files": dict(of_files)}
    if len(json.dumps(kept)) > LONGEST:
        return False
    request.session[KEY] = kept
    return True


def of(request: HttpRequest, draft: Draft, page: str) -> Refused | None:
    """What was refused on this page, until it was answered."""
    kept = request.session.get(KEY, {})
    if kept.get("of") != _mark(draft, page):
        return None
    return Refused(MultiValueDict(kept["typed"]), kept["of_files"])


def forget(request: HttpRequest) -> None:
    """The page was answered."""
    request.session.pop(KEY, None)


def _mark(draft: Draft, page: str) -> str:
    return f"{draft.pk}/{page}"
