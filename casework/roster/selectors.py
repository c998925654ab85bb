"""All reads of this room that are longer than a line, and the door to its rows."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from casework.roster.choices import DutyRole
from casework.roster.models import Shift
from casework.roster.opening import Opening, Source, opening_at
from ostoja.accounts.models import User

__all__ = ["Opening", "Source", "on_duty", "opening_at", "people_on_duty"]


def on_duty(
    role: DutyRole | str | None = None, at: datetime.datetime | None = None
) -> QuerySet[Shift]:
    """The shifts that somebody has at this aware moment (now, unless it is said), with ``place``
    and ``person``; of one role or of all. Nobody who left is on duty.
    """
    moment = at or timezone.now()
    found = Shift.objects.filter(
        starts_at__lte=moment,
        ends_at__gt=moment,
        person__is_active=True,
        place__is_active=True,
    )
    if role:
        found = found.filter(place__role=role)
    return found.select_related("place", "person")


def people_on_duty(
    role: DutyRole | str | None = None, at: datetime.datetime | None = None
) -> list[User]:
    """Those people, each once."""
    return list({one.person_id: one.person for one in on_duty(role, at) if one.person}.values())
