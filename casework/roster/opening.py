"""Whether somebody answers now, and when that changes: what the chat's opening states follow.

Asked in this order: who is on duty where the chat is answered, within the hours stated there; the
stated hours alone, as long as nobody has planned a duty there; the hours of the crisis centre's
services. Where none of them is known, the state is unknown, and the page says so.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from casework.partners import opening as services
from casework.partners.choices import ServiceStatus
from casework.partners.models import Service
from casework.roster.cover import manned, stated, within
from casework.roster.models import DutyPlace, Shift
from casework.roster.spans import Span, joined
from ostoja.ui.city import facts_here

AHEAD = datetime.timedelta(days=35)
"""How far a next opening or closing is looked for."""
KEPT = datetime.timedelta(days=28)
"""A place where somebody was on duty within this time, or will be, keeps a roster."""


class Source(StrEnum):
    """What the answer rests on."""

    ROSTER = "roster"
    STATED = "stated hours"
    CENTRE = "hours of the crisis centre"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Opening:
    """Open or closed at a moment; ``changes_at`` (UTC) is when that ends, where it is known.

    None: open without an end in sight, or nobody knows when it opens. ``source`` NOTHING says
    that nobody wrote down any hours: then ``is_open`` is False, and means nothing.
    """

    is_open: bool
    changes_at: datetime.datetime | None = None
    source: Source = Source.ROSTER

    @property
    def is_known(self) -> bool:
        """Whether the city has said anything about its hours."""
        return self.source != Source.NOTHING


def opening_at(moment: datetime.datetime | None = None) -> Opening:
    """Whether somebody answers the chat at this aware moment (now, unless it is said)."""
    at = (moment or timezone.now()).astimezone(datetime.UTC)
    places = _chat_places() if facts_here().has("roster") else []
    if not places:
        return _of_the_centre(at)
    window = Span(at - KEPT, at + AHEAD)
    shifts = list(_shifts_of(places, window))
    kept = {one.place_id for one in shifts if one.person_id}
    spans = joined(
        span for place in places for span in _open(place, shifts, window, keeps=place.pk in kept)
    )
    return _opening(spans, at, Source.ROSTER if kept else Source.STATED)


def _chat_places() -> list[DutyPlace]:
    found = DutyPlace.objects.filter(is_active=True, answers_chat=True)
    return list(found.prefetch_related("hours"))


def _shifts_of(places: Iterable[DutyPlace], window: Span) -> Iterable[Shift]:
    return Shift.objects.filter(
        place__in=list(places), ends_at__gt=window.starts, starts_at__lt=window.ends
    )


def _open(place: DutyPlace, shifts: list[Shift], window: Span, *, keeps: bool) -> list[Span]:
    hours = stated(place, window)
    if not keeps:
        return hours
    there = manned(place, shifts, people=1)
    return [common for span in hours for common in within(there, span)]


def _opening(spans: list[Span], at: datetime.datetime, source: Source) -> Opening:
    for span in spans:
        if span.starts > at:
            return Opening(False, span.starts, source)
        if span.ends > at:
            return Opening(True, span.ends if span.ends < at + AHEAD else None, source)
    return Opening(False, None, source)


def _of_the_centre(at: datetime.datetime) -> Opening:
    """What its services say in the directory of partners: open while one of them is."""
    found = Service.objects.filter(
        organisation__roles__contains=["crisis_centre"], status=ServiceStatus.ACTIVE
    )
    answers = [services.opening_at(one, at) for one in found.prefetch_related("schedules")]
    known = [one for one in answers if one.state != services.OpenState.UNKNOWN]
    if not known:
        return Opening(False, None, Source.NOTHING)
    ends = [one.changes_at for one in known if one.is_open]
    if ends:
        last = None if None in ends else max(one for one in ends if one)
        return Opening(True, last, Source.CENTRE)
    begins = [one.changes_at for one in known if one.changes_at]
    return Opening(False, min(begins, default=None), Source.CENTRE)
