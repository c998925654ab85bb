"""Two records of one body become one: what moves, what counts, what stands in the way."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from casework.partners.actions import create_organisation
from casework.partners.directory import listed_bodies
from casework.partners.matching import suggest
from casework.partners.merged_facts import conflicts
from casework.partners.merging import CannotMerge, what_moves
from casework.partners.models import (
    Application,
    Contact,
    Need,
    Organisation,
    OrganisationMerge,
    Phone,
    Service,
)
from casework.partners.person import Facts
from casework.partners.selectors import bodies_by_key, partner_rows, standing_for
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import Membership
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.partners.builders import MONDAY_NOON, make_location, make_service, signatory
from tests.casework.partners.doubles import choices_for, double_of, merge, worker_of
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


@pytest.fixture
def double(cast: Cast) -> Organisation:
    return double_of(cast)


# Merging


def test_all_of_the_second_record_moves_to_the_first(cast: Cast, double: Organisation) -> None:
    worker = worker_of(double)
    part = signatory("part", parent=double)
    moving = {str(one.label): one.number for one in what_moves(double)}
    assert moving["services"] == moving["places"] == moving["telephone numbers"] == 1
    made = merge(cast, cast.partner, double)
    for rows in (Service, Phone, Contact):
        assert {one.organisation_id for one in rows._default_manager.all()} == {cast.partner.pk}
    assert worker.memberships.get().group == cast.partner.group
    part.refresh_from_db()
    assert part.parent == cast.partner and part.agreement_state == "signatory"
    double.refresh_from_db()
    assert double.merged_into == cast.partner and made.kept == cast.partner
    subjects = {one.subject_id for one in AuditEvent.objects.filter(verb="partner.merged")}
    assert subjects == {str(cast.partner.pk), str(double.pk)}
    assert AuditEvent.objects.filter(verb="role.moved").count() == 1
    told = Notification.objects.filter(about=cast.partner.pk, kind="record-merged")
    assert worker.pk in {one.person_id for one in told}


def test_the_merged_record_leaves_every_list_and_leads_to_the_kept_one(
    cast: Cast, double: Organisation
) -> None:
    third = signatory("third")
    merge(cast, cast.partner, double)
    merge(cast, third, cast.partner)
    assert {row.organisation for row in partner_rows(words="łąka")} == {third}  # by its service
    assert double.pk not in listed_bodies().values_list("pk", flat=True)
    assert standing_for(pk=double.pk) == standing_for(key="partner") == third
    assert standing_for(pk=third.pk) is None and standing_for(pk=uuid4()) is None
    assert bodies_by_key()["laka"] == third


def test_its_key_and_its_submission_stay_taken(cast: Cast, double: Organisation) -> None:
    merge(cast, cast.partner, double)
    facts: dict[str, Any] = {"name": "Laka", "kind": "ngo"}
    again = create_organisation(submission=double.pk, by=cast.coordinator, **facts)
    assert again == double
    assert create_organisation(submission=uuid4(), by=cast.coordinator, **facts).key != "laka"


def test_what_only_one_of_them_knew_is_kept_and_the_rest_is_chosen(
    cast: Cast, double: Organisation
) -> None:
    Organisation.objects.filter(pk=double.pk).update(nip="5830000000", roles=["animator"])
    double.refresh_from_db()
    assert conflicts(cast.partner, double) == ["name", "roles"]
    merge(cast, cast.partner, double, choices={"name": "merged", "roles": "both"})
    cast.partner.refresh_from_db()
    assert (cast.partner.name, cast.partner.nip) == ("Łąka, Fundacja", "5830000000")
    assert cast.partner.email == "biuro@laka.example"
    assert cast.partner.roles == ["partner", "member", "animator"]


def test_the_agreement_is_one_fact_with_its_day_and_number(cast: Cast) -> None:
    theirs = {"agreement_state": "signatory", "agreement_date": date(2020, 1, 2)}
    double = double_of(cast, **theirs, agreement_document="A/1")
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="joining")
    cast.partner.refresh_from_db()
    assert "agreement" in conflicts(cast.partner, double)
    merge(cast, cast.partner, double, choices=choices_for(cast.partner, double, "merged"))
    cast.partner.refresh_from_db()
    assert str(cast.partner.agreement_date) == "2020-01-02"
    assert (cast.partner.agreement_state, cast.partner.agreement_document) == ("signatory", "A/1")


def test_twins_are_one(cast: Cast, double: Organisation) -> None:
    name = Service.objects.get(key="laka-debt").name
    ours = make_service(cast.partner, "ours", name=name)
    place = make_location(cast.partner, "our-place", name="laka-place", street="długa 1")
    Phone.objects.create(organisation=cast.partner, number="+48585110121", display="58 5110121")
    merge(cast, cast.partner, double)
    assert list(cast.partner.services.all()) == [ours]
    assert list(cast.partner.locations.all()) == [place]
    assert cast.partner.phones.count() == 1 and cast.partner.contacts.count() == 1
    assert suggestions_for(cast) == []  # ours is for no need: its twin is no offer any more


def suggestions_for(cast: Cast) -> list[UUID]:
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="signatory")
    person = Facts(language="pl")
    found = suggest(need=Need.objects.get(key="debt"), person=person, at=MONDAY_NOON)
    return [one.organisation.pk for one in found]


def test_who_held_one_role_for_both_holds_it_once(cast: Cast, double: Organisation) -> None:
    both = {"user": cast.partner_worker, "role": Role.PARTNER_WORKER}
    Membership.objects.create(group=double.group, **both)
    merge(cast, cast.partner, double)
    assert Membership.objects.get(**both).group == cast.partner.group
    assert not double.group.memberships.exists()


def test_an_application_follows_where_the_kept_record_has_none(
    cast: Cast, double: Organisation
) -> None:
    facts = {"state": "accepted", "decided_at": "2026-11-01T10:00:00Z", "kind": "ngo"}
    came_from = Application.objects.create(name="Łąka", organisation=double, **facts)
    made = merge(cast, cast.partner, double)
    came_from.refresh_from_db()
    assert came_from.organisation == cast.partner and made.merged == double


def test_sent_twice_it_happens_once(cast: Cast, double: Organisation) -> None:
    sent = {"submission": uuid4(), "versions": (1, 1), "choices": choices_for(cast.partner, double)}
    first = merge(cast, cast.partner, double, **sent)
    assert merge(cast, cast.partner, double, **sent) == first
    assert OrganisationMerge.objects.count() == 1


# What stands in the way


def test_what_was_changed_meanwhile_is_looked_at_again(cast: Cast, double: Organisation) -> None:
    Organisation.objects.filter(pk=double.pk).update(version=5)
    with pytest.raises(StaleObject):
        merge(cast, cast.partner, double, versions=(1, 1))


def test_a_conflict_is_never_settled_by_chance(cast: Cast, double: Organisation) -> None:
    with pytest.raises(CannotMerge, match="Choose what counts"):
        merge(cast, cast.partner, double, choices={})
    double.refresh_from_db()
    assert double.merged_into is None and double.services.count() == 1


def test_a_record_is_not_merged_with_itself(cast: Cast) -> None:
    with pytest.raises(CannotMerge, match="itself"):
        merge(cast, cast.partner, cast.partner)


def test_one_that_was_merged_is_not_merged_again(cast: Cast, double: Organisation) -> None:
    merge(cast, cast.partner, double)
    for pair in ((cast.other_partner, double), (double, cast.other_partner)):
        with pytest.raises(CannotMerge, match="in the meantime"):
            merge(cast, *pair)


@pytest.mark.parametrize("state", ["left", "suspended"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_body_that_is_gone_does_not_come_back_by_the_way(
    cast: Cast, double: Organisation, state: str, which: int
) -> None:
    pair = (cast.partner, double)
    Organisation.objects.filter(pk=pair[which].pk).update(agreement_state=state)
    with pytest.raises(CannotMerge, match="left the agreement or is suspended"):
        merge(cast, *pair)


def test_nobody_gives_themselves_the_access_of_another_body(cast: Cast) -> None:
    for pair in (
        (cast.coordinating, cast.partner),
        (cast.partner, cast.coordinating),
    ):
        with pytest.raises(CannotMerge, match="act for one of them yourself"):
            merge(cast, *pair)
    merge(cast, cast.partner, cast.coordinating, by=cast.administrator)


def test_a_body_does_not_become_a_part_of_its_own_part(cast: Cast, double: Organisation) -> None:
    between = signatory("between", parent=double)
    Organisation.objects.filter(pk=cast.partner.pk).update(parent=between)
    with pytest.raises(CannotMerge, match="a part of the other"):
        merge(cast, cast.partner, double)
    Organisation.objects.filter(pk=cast.partner.pk).update(parent=double)
    merge(cast, cast.partner, double)
    cast.partner.refresh_from_db()
    assert cast.partner.parent is None


def test_the_database_keeps_the_rules(cast: Cast, double: Organisation) -> None:
    made = merge(cast, cast.partner, double)
    facts = {"before": {}, "submission": uuid4()}
    for kept, merged in ((cast.other_partner, double), (cast.partner, cast.partner)):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganisationMerge.objects.create(kept=kept, merged=merged, **facts)
    assert str(made) == f"{double.pk} → {cast.partner.pk}"
