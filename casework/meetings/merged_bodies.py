"""Meetings when two records of one body become one: it hosted, it owes, it was there once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.meetings.choices import Presence
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.partners import merging, twins
from casework.partners.merging import Moved, Mover
from casework.partners.models import Organisation

FIELDS = ("meeting_id", "organisation_id", "invited", "presence", "people")
STRONGEST = (Presence.CAME, Presence.EXCUSED, Presence.EXPECTED)
"""Of two rows for one meeting: that somebody came says more than that they were excused."""


def _move(kept: Organisation, merged: Organisation) -> Moved:
    """Of two rows about one meeting the one that says more stays; the other is noted."""
    ours = {one.meeting_id: one for one in Attendance.objects.filter(organisation=kept)}
    removed, moved = [], []
    for theirs in Attendance.objects.filter(organisation=merged):
        twin = ours.get(theirs.meeting_id)
        if twin is not None:
            weaker = max(theirs, twin, key=lambda one: STRONGEST.index(Presence(one.presence)))
            weaker = theirs if weaker.presence == twin.presence == theirs.presence else weaker
            removed.append(_said(weaker))
            weaker.delete()
            if weaker is theirs:
                continue
        moved.append(str(theirs.pk))
        Attendance.objects.filter(pk=theirs.pk).update(organisation=kept)
    return {"moved": moved, "removed": removed}


def _back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    rows = Attendance.objects.filter(pk__in=moved["moved"], organisation=kept)
    rows.update(organisation=merged)
    for one in moved["removed"]:
        if Meeting.objects.filter(pk=one["meeting_id"]).exists():
            key = {name: one[name] for name in ("meeting_id", "organisation_id")}
            Attendance.objects.get_or_create(**key, defaults=one)


def _said(row: Attendance) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in FIELDS}
    return said | {name: str(said[name]) for name in ("meeting_id", "organisation_id")}


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Meeting, "host", label=_("meetings that it hosts"))
    merging.follow(Outcome, "owner", label=_("outcomes of meetings that it owes"))
    merging.register("attendances", Mover(_move, _back), (Attendance, "organisation"))
    twins.named_by(twins.LOCATIONS, Meeting, "place")
