"""What operators do to a city stands in the platform's record and in the city's own."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext

from django.db import DatabaseError

from ostoja.accounts.models import User
from ostoja.audit import action, origin, record
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.profile.models import CityProfile

logger = logging.getLogger(__name__)


def note(slug: str, verb: str, *, by: User | None = None, **details: str | int) -> None:
    """Record it in both. Never in the way of what is done: a city that is behind or in ruins
    is backed up and suspended all the same, and the log says that its record lacks it.

    ``by`` is the operator, whose name the city's people read; None is a command or the clock,
    whose nightly work stands in ledgers of its own and would hide what operators did.
    """
    if by or origin.way():
        note_on_platform(slug, verb, by=by, **details)
    note_in_city(slug, verb, by=by, **details)


def note_in_city(slug: str, verb: str, *, by: User | None = None, **details: str | int) -> None:
    """Record it in the city alone, where the platform's own record has it already."""
    try:
        with entered(slug), acting(by):
            _note(verb=verb, by=by, details=details)
    except (DatabaseError, CityProfile.DoesNotExist):
        logger.exception("%s was not recorded in %s", verb, slug)


@contextmanager
def acting(by: User | None) -> Iterator[None]:
    """What is recorded inside was done by an operator, who is nobody in the city."""
    with origin.kept() if by else nullcontext():
        if by:
            origin.note(origin.OPERATOR)
        yield


def note_on_platform(slug: str, verb: str, *, by: User | None = None, **details: str | int) -> None:
    """Record it in the operators' time line; a city that is gone is known by its slug alone."""
    with entered_platform():
        city = City.objects.filter(slug=slug).first() or City(slug=slug)
        _note_on_platform(verb=verb, city=city, by=by, details=details)


@action
def _note_on_platform(
    *, verb: str, city: City, by: User | None, details: Mapping[str, str | int]
) -> None:
    record(verb, by=by, on=city, subject=None, **{**details, "city": city.slug})


@action
def _note(*, verb: str, by: User | None, details: Mapping[str, str | int]) -> None:
    record(verb, by=by, on=CityProfile.objects.get(), subject=None, **details)
