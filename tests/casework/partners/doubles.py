"""Two records of one body, and how they become one, as tests need them."""

from typing import Any
from uuid import uuid4

from casework.partners.actions import merge_organisations
from casework.partners.merged_facts import conflicts
from casework.partners.models import Contact, Organisation, OrganisationMerge, Phone
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tests.casework.partners.builders import make_location, make_service
from tests.cast import Cast, make_organisation, make_person


def double_of(cast: Cast, **facts: Any) -> Organisation:
    """A second record of the partner, written with a slip, with a service and a place."""
    double = make_organisation("laka", "Łąka, Fundacja", "partner")
    for name, value in {"email": "biuro@laka.example", **facts}.items():
        setattr(double, name, value)
    double.save()
    service = make_service(double, "laka-debt", needs=["debt"])
    service.locations.add(make_location(double, "laka-place", street="Długa 1"))
    Phone.objects.create(organisation=double, number="+48585110121", display="58 511 01 21")
    Contact.objects.create(organisation=double, name="Anna Zmyślona")
    return double


def worker_of(body: Organisation, email: str = "worker@laka.example") -> User:
    """Somebody who acts for the second record."""
    return make_person(Role.PARTNER_WORKER, body, email)


def choices_for(kept: Organisation, merged: Organisation, choice: str = "kept") -> dict[str, str]:
    """An answer for each conflict."""
    return dict.fromkeys(conflicts(kept, merged), choice)


def merge(cast: Cast, kept: Organisation, merged: Organisation, **facts: Any) -> OrganisationMerge:
    """Merge them as the coordinator does."""
    kept.refresh_from_db()
    merged.refresh_from_db()
    given: dict[str, Any] = {
        "versions": (kept.version, merged.version),
        "choices": choices_for(kept, merged),
        "submission": uuid4(),
        "by": cast.coordinator,
    }
    return merge_organisations(kept=kept, merged=merged, **{**given, **facts})
