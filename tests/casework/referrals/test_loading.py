"""The demonstration's cases: through the actions, in their time, and only once."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, Consent
from casework.partners import loading as partners
from casework.referrals.choices import Kind, State
from casework.referrals.loading import load_cases
from casework.referrals.models import AnswerLink, Referral, Step
from casework.referrals.selectors import returned_to_us
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tenants.parts import read_seed
from tests.cast import make_person


@pytest.fixture
def seed(gdansk: None) -> Mapping[str, Any]:
    """Gdańsk's own data, with its organisations and the people who acted."""
    document = read_seed("gdansk")
    partners.load_organisations(document["organisations"])
    for row in document["people"]:
        if row["roles"][0] in {"coordinator", "consultant"}:
            person = make_person(Role(row["roles"][0]), email=row["email"])
            person.memberships.update(group=Group.objects.get(name=row["organisation"]))
    return document


@pytest.fixture
def loaded(seed: Mapping[str, Any]) -> Mapping[str, Any]:
    load_cases(seed["cases"])
    return seed


def test_every_case_of_the_data_is_there_and_marked(loaded: Mapping[str, Any]) -> None:
    assert Case.objects.count() == len(loaded["cases"])
    assert all(case.is_sample for case in Case.objects.all())
    assert all(referral.is_sample for referral in Referral.objects.all())
    handed_over = {row["pseudonym"] for row in loaded["cases"] if "handover" in row}
    coordinated = Case.objects.filter(state=CaseState.COORDINATED)
    assert {case.pseudonym for case in coordinated} == handed_over


def test_loading_again_adds_nothing_and_keeps_what_people_changed(
    loaded: Mapping[str, Any],
) -> None:
    Case.objects.filter(pseudonym="Osoba A").update(urgency="urgent")
    before = AuditEvent.objects.count()
    load_cases(loaded["cases"])
    assert Case.objects.count() == len(loaded["cases"])
    assert Case.objects.get(pseudonym="Osoba A").urgency == "urgent"
    assert AuditEvent.objects.count() == before


def test_states_reasons_and_outcomes_are_those_of_the_data(loaded: Mapping[str, Any]) -> None:
    declined = Referral.objects.get(case__pseudonym="Osoba A", kind=Kind.REFERRAL)
    assert (declined.state, declined.reason) == (State.DECLINED, "no_capacity")
    assert declined.receiver.is_fictional and declined.explanation
    completed = Referral.objects.get(case__pseudonym="Osoba B", kind=Kind.REFERRAL)
    assert completed.state == State.COMPLETED and "paczki" in completed.outcome
    assert completed.case_need is not None and completed.case_need.state == NeedState.MET


def test_everything_happened_in_its_order_and_time(loaded: Mapping[str, Any]) -> None:
    for row in loaded["cases"]:
        case = Case.objects.get(pseudonym=row["pseudonym"])
        days = (timezone.now() - case.opened_at).days
        assert abs(days + row["days_from_now"]) <= 1
        moments = [case.opened_at]
        for referral in case.referrals.order_by("created_at"):
            moments += [step.at for step in referral.steps.all()]
        assert moments == sorted(moments)
        assert all(moment < timezone.now() for moment in moments)


def test_the_declined_one_lies_with_the_coordinator(loaded: Mapping[str, Any]) -> None:
    coordinator = User.objects.get(email="coordinator@gdansk.example")
    [returned] = returned_to_us(coordinator)
    assert returned.case.pseudonym == "Osoba A"


def test_a_case_without_a_coordinator_in_the_city_stays_with_its_lead(
    seed: Mapping[str, Any],
) -> None:
    from casework.partners.models import Organisation

    Organisation.objects.filter(roles__contains=["coordinator"]).update(roles=[])
    load_cases([{**seed["cases"][0], "referrals": []}])
    assert Case.objects.get().state == CaseState.OPEN


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("sent", {}),
        ("accepted", {"answered_days_from_now": -2}),
        ("in_progress", {"answered_days_from_now": -2, "completed_days_from_now": -1}),
        ("expired", {"answered_days_from_now": -2}),
    ],
)
def test_other_states_can_be_shown_too(
    seed: Mapping[str, Any], state: str, more: dict[str, int]
) -> None:
    case = seed["cases"][0]
    names = ("to", "service", "need", "message", "legal_basis", "by", "days_from_now")
    referral = {name: case["referrals"][0][name] for name in names}
    load_cases([{**case, "referrals": [{**referral, **more, "state": state}]}])
    assert Referral.objects.get(kind=Kind.REFERRAL).state == state


def test_the_coordinator_begins_with_news_of_their_own_time(loaded: Mapping[str, Any]) -> None:
    coordinator = User.objects.get(memberships__role=Role.COORDINATOR)
    rows = Notification.objects.filter(person=coordinator)
    assert {row.kind for row in rows} >= {"handover-arrived", "referral-accepted"}
    assert rows.filter(read_at=None).exists()
    steps = dict(Step.objects.values_list("pk", "at"))
    assert all(row.created_at == steps[row.event] for row in rows)


def test_consents_of_the_data_are_there(loaded: Mapping[str, Any]) -> None:
    rows = [one for row in loaded["cases"] for one in row.get("consents", [])]
    found = list(Consent.objects.prefetch_related("receivers"))
    assert rows and len(found) == len(rows)
    for row, consent in zip(rows, found, strict=True):
        assert {one.key for one in consent.receivers.all()} == set(row["to"])
        assert consent.purpose == row["purpose"] and consent.holds


def test_links_go_to_invented_addresses_alone(loaded: Mapping[str, Any]) -> None:
    addresses = set(AnswerLink.objects.values_list("sent_to", flat=True))
    assert addresses and all(one.endswith(".example") for one in addresses)
