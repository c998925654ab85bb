"""What the pages of requests show, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ostoja.privacy.requests import selectors, subjects
from ostoja.privacy.requests.choices import Outcome, RequestState
from ostoja.privacy.requests.document import day_in_words
from ostoja.privacy.requests.erasing import in_the_way
from ostoja.privacy.requests.models import DataRequest, RequestPart
from ostoja.ui.templatetags.ui import local_time

COLOURS = {
    RequestState.RECEIVED: "yellow",
    RequestState.READY: "blue",
    RequestState.ERASING: "orange",
    RequestState.CLOSED: "grey",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One request in the list."""

    request: DataRequest
    name: str
    state: str
    colour: str
    is_late: bool


def lines(requests: Iterable[DataRequest]) -> list[Line]:
    """The requests with the names of what they are about, read once for each kind."""
    listed = list(requests)
    names = _names(listed)
    return [
        Line(
            one,
            names.get(str(one.subject_id)) or str(one.subject_id)[:8],
            state_of(one),
            COLOURS[RequestState(one.state)],
            selectors.is_late(one),
        )
        for one in listed
    ]


def _names(requests: list[DataRequest]) -> dict[str, str]:
    found: dict[str, str] = {}
    for subject in subjects.every_subject():
        ids = {str(one.subject_id) for one in requests if one.subject_type == subject.key}
        found |= subject.name(ids) if ids else {}
    return found


def state_of(request: DataRequest) -> str:
    """How far it is; of an answered one what was answered."""
    if request.state == RequestState.CLOSED and request.outcome:
        return str(Outcome(request.outcome).label)
    return str(request.get_state_display())


def name_of(request: DataRequest) -> str:
    """What the record is called that the request is about."""
    return subjects.name_of(request.subject_type, request.subject_id)


def rows_of(request: DataRequest) -> list[dict[str, Any]]:
    """The request in facts."""
    subject = subjects.subject_named(request.subject_type)
    facts = [
        (_("What the person asks for"), request.get_kind_display()),
        (str(subject.label) if subject else _("Record"), name_of(request)),
        (pgettext("a request", "Received on"), local_time(request.received_on)),
        (_("Answer due"), local_time(request.due_on)),
        (_("Recorded by"), str(request.recorded_by or "")),
        (_("Decided by"), str(request.decided_by or "")),
        (_("Answered on"), local_time(request.closed_at) if request.closed_at else ""),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def told_of(request: DataRequest) -> list[dict[str, Any]]:
    """What was written down; nothing once the data is gone."""
    facts = [
        (_("How it was checked who asks"), request.identity),
        (_("What the person wrote or said"), request.words),
        (_("Reasons of the decision"), request.reason),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def kind_rows(request: DataRequest) -> list[dict[str, Any]]:
    """Through what the city knows the person now."""
    return [
        {"key": kind.subject.label, "value": ", ".join(kind.names)}
        for kind in selectors.kinds_of(request)
    ]


def parts_of(request: DataRequest) -> list[dict[str, Any]]:
    """What was decided about each record, and how far it is."""
    return [
        {"key": _label(part), "lines": [line for line in _part(part) if line]}
        for part in request.parts.all()
    ]


def _label(part: RequestPart) -> str:
    subject = subjects.subject_named(part.subject_type)
    kind = subject.label if subject else _("Record")
    return f"{kind}: {subjects.name_of(part.subject_type, part.object_id)}"


def _part(part: RequestPart) -> list[str]:
    if part.keeps:
        until = day_in_words(part.keep_until) if part.keep_until else ""
        category = _("archive category %(name)s") % {"name": part.category}
        return [
            _("kept: %(basis)s") % {"basis": part.get_basis_display()},
            category if part.category else "",
            _("until %(day)s") % {"day": until} if until else "",
        ]
    if part.erased_at:
        return [_("erased on %(day)s") % {"day": day_in_words(part.erased_at)}]
    return [_("waits to be erased"), in_the_way(part.subject_type, part.object_id)]


def obstacles(kinds: list[selectors.Kind]) -> list[str]:
    """What stands in the way of erasing, before somebody decides."""
    found: list[str] = []
    for kind in kinds:
        for pk, name in kind.ids.items():
            said = in_the_way(kind.subject.key, pk)
            if said:
                found.append(f"{kind.subject.label} {name}: {said}")
    return found
