"""Whether a person can have a duty; asked while their row is locked, so that it stays true."""

import datetime
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from casework.roster import refusals
from casework.roster.choices import DutyRole
from casework.roster.models import Absence, DutyPlace, Shift
from casework.roster.models.shift import LONGEST
from ostoja.accounts.memberships import roles_of
from ostoja.accounts.models import User


def locked(*people: User) -> list[User]:
    """These people as they are now, until the transaction ends; always in the same order, so
    that two who plan wait for one another and never both.
    """
    keys = sorted({person.pk for person in people})
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[person.pk] for person in people]


def check_times(starts_at: datetime.datetime, ends_at: datetime.datetime) -> None:
    """Raise ``DutyRefused`` for a duty that ends before it begins or lasts longer than a day."""
    starts, ends = (one.astimezone(datetime.UTC) for one in (starts_at, ends_at))
    if ends <= starts:
        raise refusals.ends_too_soon()
    if ends - starts > LONGEST:
        raise refusals.too_long()


def check_person(
    person: User,
    place: DutyPlace,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    but: Collection[UUID] = (),
) -> None:
    """Raise ``DutyRefused`` unless this (locked) person is here, fit and free then.

    ``but`` are shifts that they will not have any more.
    """
    if not person.is_active or person.is_visitor:
        raise refusals.has_left(person)
    if not roles_of(person) & DutyRole(place.role).fitting:
        raise refusals.unfit(person, place)
    other = _at_that_time(person, starts_at, ends_at).exclude(pk__in=but).first()
    if other is not None:
        raise refusals.twice(person, other)
    absence = absence_at(person, starts_at, ends_at)
    if absence is not None:
        raise refusals.absent(person, absence)


def _at_that_time(
    person: User, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> QuerySet[Shift]:
    found = Shift.objects.filter(person=person, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return found.select_related("place")


def absence_at(
    person: User, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> Absence | None:
    """An absence of which a part of this time is a part."""
    # A duty that ends with midnight touches no moment of the next day.
    last = timezone.localdate(ends_at - datetime.timedelta(microseconds=1))
    found = Absence.objects.filter(person=person, first_on__lte=last)
    return found.filter(last_on__gte=timezone.localdate(starts_at)).first()
