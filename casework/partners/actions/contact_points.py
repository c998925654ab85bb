"""Writes about where and how a body is met: places, numbers, people to speak to, activities."""

from typing import Unpack
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.partners.actions.rows import (
    NotPossible,
    add_row,
    body_of,
    change_row,
    noun_of,
    one_at_a_time,
)
from casework.partners.facts import ActivityFacts, ContactFacts, LocationFacts, PhoneFacts
from casework.partners.models import Activity, Contact, Location, Organisation, Phone
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_location(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[LocationFacts]
) -> Location:
    """Add a place; sent again, gives the first result."""
    return add_row(Location, organisation, submission, by, facts, key_from=facts["name"])


@action
def change_location(
    *, pk: UUID, version: int, by: User, **facts: Unpack[LocationFacts]
) -> Location:
    """Change a place; raises ``StaleObject``."""
    return change_row(Location, pk, version, by, facts)


@action
def add_phone(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[PhoneFacts]
) -> Phone:
    """Add a number; sent again, gives the first result. Raises ``NotPossible``."""
    one_at_a_time()
    _check_number(organisation.phones.exclude(pk=submission), facts)
    return add_row(Phone, organisation, submission, by, facts)


@action
def change_phone(*, pk: UUID, version: int, by: User, **facts: Unpack[PhoneFacts]) -> Phone:
    """Change a number; raises ``StaleObject`` and ``NotPossible``."""
    one_at_a_time()
    _check_number(Phone.objects.filter(organisation__phones=pk).exclude(pk=pk), facts)
    return change_row(Phone, pk, version, by, facts)


@action
def add_contact(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[ContactFacts]
) -> Contact:
    """Add somebody to speak to; sent again, gives the first result."""
    return add_row(Contact, organisation, submission, by, facts)


@action
def change_contact(*, pk: UUID, version: int, by: User, **facts: Unpack[ContactFacts]) -> Contact:
    """Change a contact; raises ``StaleObject``."""
    return change_row(Contact, pk, version, by, facts)


@action
def add_activity(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[ActivityFacts]
) -> Activity:
    """Add a prevention activity; sent again, gives the first result."""
    return add_row(Activity, organisation, submission, by, facts)


@action
def change_activity(
    *, pk: UUID, version: int, by: User, **facts: Unpack[ActivityFacts]
) -> Activity:
    """Change a prevention activity; raises ``StaleObject``."""
    return change_row(Activity, pk, version, by, facts)


@action
def remove(*, fact: Phone | Contact | Activity, version: int, by: User) -> None:
    """Take a number, a contact or an activity away: a wrong one sends people to a wrong place.

    Raises ``StaleObject``: what is removed is what the person saw.
    """
    found = lock(type(fact), fact.pk, version)
    record(f"{noun_of(found)}.removed", by=by, on=found, subject=body_of(found))
    found.delete()


def _check_number(others: QuerySet[Phone], facts: PhoneFacts) -> None:
    """A body has each number once."""
    if others.filter(number=facts.get("number")).exists():
        raise NotPossible("display", _("This organisation has this number already."))
