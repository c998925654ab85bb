"""Merging two records is taken back: what moved goes back, what happened since stays."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.partners.actions import add_phone, separate_organisations
from casework.partners.merging import CannotMerge
from casework.partners.models import (
    Contact,
    Location,
    Organisation,
    OrganisationMerge,
    Phone,
    Service,
)
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.partners.builders import make_location, make_service, signatory
from tests.casework.partners.doubles import double_of, merge, worker_of
from tests.cast import Cast

MOVES_ON = {"version"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def everything() -> dict[str, Any]:
    """Every row of the room, and who acts for whom."""
    models: list[Any] = [Organisation, Service, Location, Phone, Contact, Membership]
    found: dict[str, Any] = {
        model.__name__: {row.pk: values(row) for row in model._default_manager.all()}
        for model in models
    }
    found["links"] = sorted(Service.locations.through.objects.values_list("service", "location"))
    return found


def values(row: Any) -> dict[str, Any]:
    fields = {one.attname for one in row._meta.concrete_fields} - MOVES_ON
    return {name: getattr(row, name) for name in fields}


def test_both_are_what_they_were(cast: Cast) -> None:
    double = double_of(cast, nip="5830000000")
    worker_of(double)
    name = Service.objects.get(key="laka-debt").name
    make_service(cast.partner, "ours", name=name)
    make_location(cast.partner, "our-place", name="laka-place", street="długa 1")
    signatory("part", parent=double)
    Organisation.objects.filter(pk=cast.partner.pk).update(parent=double)
    before = everything()
    made = merge(cast, cast.partner, double)
    assert everything() != before
    separated = separate_organisations(merge=made, by=cast.administrator)
    assert separated.undone_at is not None
    assert everything() == before
    assert AuditEvent.objects.filter(verb="partner.separated").count() == 2
    open_ones = Notification.objects.filter(kind="record-merged", read_at=None)
    assert not open_ones.exists()


def test_a_role_held_twice_comes_back_unless_it_was_taken_since(cast: Cast) -> None:
    double, role = double_of(cast), Role.PARTNER_WORKER
    Membership.objects.create(group=double.group, user=cast.partner_worker, role=role)
    separate_organisations(merge=merge(cast, cast.partner, double), by=cast.coordinator)
    assert double.group.memberships.get().user == cast.partner_worker
    worker = worker_of(double)
    made = merge(cast, cast.partner, double)
    Membership.objects.filter(user__in=[worker, cast.partner_worker]).delete()
    separate_organisations(merge=made, by=cast.coordinator)
    assert not double.group.memberships.exists()


def test_what_was_written_since_stays(cast: Cast) -> None:
    double = double_of(cast)
    made = merge(cast, cast.partner, double, choices={"name": "merged", "roles": "kept"})
    new = add_phone(
        organisation=cast.partner,
        submission=made.submission,
        by=cast.coordinator,
        number="+48585110199",
        display="58 511 01 99",
    )
    Organisation.objects.filter(pk=cast.partner.pk).update(name="Fundacja Nowa")
    Contact.objects.filter(name="Anna Zmyślona").delete()
    separate_organisations(merge=made, by=cast.coordinator)
    cast.partner.refresh_from_db()
    assert cast.partner.name == "Fundacja Nowa" and cast.partner.email == ""
    assert list(cast.partner.phones.all()) == [new]
    assert double.phones.count() == 1 and double.contacts.count() == 0


def test_taken_back_twice_it_happens_once(cast: Cast) -> None:
    made = merge(cast, cast.partner, double_of(cast))
    for _twice in range(2):
        separate_organisations(merge=made, by=cast.coordinator)
    assert AuditEvent.objects.filter(verb="partner.separated").count() == 2
    merge(cast, cast.partner, made.merged)


def test_after_thirty_days_it_is_too_late(cast: Cast) -> None:
    made = merge(cast, cast.partner, double_of(cast))
    long_ago = timezone.now() - timedelta(days=30, minutes=1)
    OrganisationMerge.objects.filter(pk=made.pk).update(at=long_ago)
    with pytest.raises(CannotMerge, match="more than 30 days"):
        separate_organisations(merge=made, by=cast.coordinator)


def test_the_last_merging_is_undone_first(cast: Cast) -> None:
    third = signatory("third")
    first = merge(cast, cast.partner, double_of(cast))
    second = merge(cast, third, cast.partner)
    with pytest.raises(CannotMerge, match="Undo that first"):
        separate_organisations(merge=first, by=cast.coordinator)
    for made in (second, first):
        separate_organisations(merge=made, by=cast.coordinator)
    assert first.merged.services.count() == 1


def test_a_body_that_left_since_stays_one(cast: Cast) -> None:
    made = merge(cast, cast.partner, double_of(cast))
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="left")
    with pytest.raises(CannotMerge, match="its work ended as one"):
        separate_organisations(merge=made, by=cast.coordinator)
