"""Consents, links, sending on and "why not?", as programs use them."""

from typing import Any

import pytest
from django.utils import timezone

from casework.cases.models import Case, Consent
from casework.referrals.choices import State
from casework.referrals.models import AnswerLink, Referral
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.referrals.linked import body_without_accounts, sent_by_link
from tests.casework.referrals.situations import (
    coordinated_case,
    in_state,
    make_service,
    refer,
    take,
)
from tests.cast import Cast

UNKNOWN = "8b9c0d1e-2f3a-4b4c-8d5e-6f7a8b9c0d11"
LETTER = {"message": "Potrzebna rozmowa.", "legal_basis": "statutory_task"}


@pytest.fixture
def case(cast: Cast) -> Case:
    for body in (cast.partner, cast.other_partner):
        body.agreement_state = "signatory"
        body.save()
    return coordinated_case(cast)


def consent(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "purpose": "Miejsce w hostelu.",
        "receivers": [str(cast.partner.pk)],
        "data": ["basics"],
        "given_on": timezone.localdate().isoformat(),
        "given_by": "person",
        "way": "in_person",
        **more,
    }


def test_a_consent_is_recorded_used_and_taken_back(cast: Cast, case: Case) -> None:
    program, path = program_of(cast.coordinator), f"cases/{case.pk}/consents/"
    made = ok(program.post(path, consent(cast)), 201)
    assert made["holds"] and made["receivers"] == [str(cast.partner.pk)]
    service = make_service(cast, case)
    body = {
        **LETTER,
        "legal_basis": "consent",
        "consent": made["id"],
        "case_need": str(case.needs.get().pk),
        "service": str(service.pk),
    }
    sent = ok(program.post(f"cases/{case.pk}/refer/", body), 201)
    assert sent["consent"] == made["id"] and sent["consent_given_on"] == made["given_on"]
    after = ok(program.post(f"{path}{made['id']}/withdraw/"))
    assert not after["holds"] and after["withdrawn_at"]
    ended = ok(program.get(f"referrals/{sent['id']}/"))
    assert (ended["state"], ended["reason"]) == ("withdrawn", "consent_ended")
    assert [one["id"] for one in ok(program.get(path))["results"]] == [made["id"]]


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"purpose": ""}, "/purpose"),
        ({"receivers": []}, "/receivers"),
        ({"receivers": [UNKNOWN]}, "/receivers"),
        ({"data": ["everything"]}, "/data/0"),
        ({"given_on": "2999-01-01"}, "/given_on"),
        ({"expires_on": "2001-01-01"}, "/expires_on"),
        ({"way": "by pigeon"}, "/way"),
    ],
)
def test_a_consent_that_cannot_be_is_told(
    cast: Cast, case: Case, more: dict[str, Any], pointer: str
) -> None:
    program = program_of(cast.coordinator)
    answer = program.post(f"cases/{case.pk}/consents/", consent(cast, **more))
    assert pointers(answer) == {pointer} and not Consent.objects.exists()


def test_a_consent_that_does_not_cover_a_referral_is_refused(cast: Cast, case: Case) -> None:
    program = program_of(cast.coordinator)
    made = ok(program.post(f"cases/{case.pk}/consents/", consent(cast)), 201)
    service = make_service(cast, case)
    body = {
        **LETTER,
        "legal_basis": "consent",
        "consent": made["id"],
        "share_person": True,
        "case_need": str(case.needs.get().pk),
        "service": str(service.pk),
    }
    assert_problem(program.post(f"cases/{case.pk}/refer/", body), 409)


@pytest.mark.parametrize("who", ["partner_worker", "stranger"])
def test_others_find_no_consents(cast: Cast, case: Case, who: str) -> None:
    program = program_of(getattr(cast, who))
    assert_problem(program.get(f"cases/{case.pk}/consents/"), 404)
    assert_problem(program.post(f"cases/{case.pk}/consents/", consent(cast)), 404)


def test_a_new_link_is_sent_and_who_answered_is_told(cast: Cast) -> None:
    from tests.casework.referrals.linked import answered, latest_path

    referral, program = sent_by_link(cast), program_of(cast.coordinator)
    path = f"referrals/{referral.pk}/"
    assert ok(program.post(f"{path}link/"))["by_link"] is True
    assert AnswerLink.objects.filter(withdrawn_at=None).count() == 1
    answered(latest_path(), "accepted", Referral.objects.get(pk=referral.pk))
    history = ok(program.get(path))["history"]
    assert (history[-1]["by"], history[-1]["by_name"]) == (None, "Ola Cicha")


def test_no_link_goes_to_a_body_without_an_address_or_after_the_end(cast: Cast) -> None:
    program = program_of(cast.coordinator)
    silent = sent_by_link(cast, receiver=body_without_accounts(email=""))
    ended = in_state(cast, "referral", State.COMPLETED)  # type: ignore[arg-type]
    for referral in (silent, ended):
        assert_problem(program.post(f"referrals/{referral.pk}/link/"), 409)


def test_what_came_back_is_sent_on(cast: Cast, case: Case) -> None:
    service = make_service(cast, case)
    service.organisation = cast.other_partner
    service.save()
    referral = take(refer(cast, case), State.DECLINED, cast)
    program, path = program_of(cast.coordinator), f"referrals/{referral.pk}/send-on/"
    assert pointers(program.post(path, {"service": UNKNOWN})) == {"/service"}
    sent = ok(program.post(path, {"service": str(service.pk)}), 201)
    assert (sent["receiver"], sent["state"]) == (str(cast.other_partner.pk), "sent")
    assert sent["message"] == referral.message
    assert_problem(program_of(cast.partner_worker).post(path, {"service": str(service.pk)}), 404)


def test_why_others_are_not_suggested(cast: Cast, case: Case) -> None:
    service = make_service(cast, case)
    service.status = "inactive"
    service.save()
    program = program_of(cast.coordinator)
    path = f"cases/{case.pk}/needs/{case.needs.get().pk}/why-not/"
    [row] = [one for one in ok(program.get(path))["results"] if one["service"] == str(service.pk)]
    assert row["organisation_name"] == cast.partner.name and row["reason"]
    assert_problem(program_of(cast.partner_worker).get(path), 404)
