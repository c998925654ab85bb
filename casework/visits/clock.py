"""When the clock tells whom that somebody has not checked in or out: moments in UTC."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from casework.visits.choices import Stage, VisitState
from casework.visits.models import Visit, VisitSettings

A_MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Due:
    """``at`` is the last moment for what is waited for now, the check-in or the check-out."""

    remind_at: datetime.datetime
    at: datetime.datetime
    alarm_at: datetime.datetime
    supervisors_at: datetime.datetime

    def stage(self, now: datetime.datetime | None = None) -> Stage:
        """How far the clock should have gone by now."""
        moment = now or timezone.now()
        steps = (
            (self.supervisors_at, Stage.SUPERVISORS),
            (self.alarm_at, Stage.ALARM),
            (self.at, Stage.OVERDUE),
            (self.remind_at, Stage.REMINDED),
        )
        return next((stage for at, stage in steps if moment >= at), Stage.QUIET)


def due_of(visit: Visit, settings: VisitSettings) -> Due | None:
    """None for a visit that is over. Minutes are counted in UTC, so that an hour that comes twice
    or not at all makes nobody wait longer.
    """
    if visit.state == VisitState.OVER:
        return None
    if visit.state == VisitState.UNDER_WAY and visit.ends_at is not None:
        at = in_utc(visit.ends_at)
        remind_at = at - settings.remind * A_MINUTE
    else:
        remind_at = in_utc(visit.starts_at)
        at = remind_at + settings.grace * A_MINUTE
    return Due(remind_at, at, at + settings.second * A_MINUTE, at + settings.third * A_MINUTE)


def in_utc(moment: datetime.datetime) -> datetime.datetime:
    """The same moment: on Poland's clock an addition would skip what the clock skips."""
    return moment.astimezone(datetime.UTC)


def minutes_left(visit: Visit, settings: VisitSettings, now: datetime.datetime) -> int | None:
    """Until the last moment; negative once it has passed, None for a visit that is over."""
    due = due_of(visit, settings)
    return None if due is None else int((due.at - now) / A_MINUTE)
