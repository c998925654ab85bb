"""A transfer that was accepted is over: the lead has changed, and it stands in nobody's way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import withdraw_consent
from casework.cases.models import Case, Consent
from casework.partners.actions import change_agreement
from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from casework.referrals.access import permissions_due
from casework.referrals.actions import move
from casework.referrals.choices import Kind, LegalBasis, State
from casework.referrals.models import Referral
from casework.referrals.selectors import sent_by_us
from casework.referrals.tasks import end_over_consents
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.cases.consenting import consented
from tests.casework.cases.ending_situations import close
from tests.casework.partners.doubles import merge
from tests.casework.referrals.situations import coordinated_case, refer, take, transfer
from tests.cast import Cast

DATA = ["basics", "summary", "person"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def led_by_the_partner(cast: Cast, **facts: object) -> Referral:
    """The centre gave the lead away; somebody coordinates the case."""
    case = coordinated_case(cast) if "case" not in facts else facts.pop("case")
    assert isinstance(case, Case)
    done = take(transfer(cast, case, **facts), State.ACCEPTED, cast)
    return Referral.objects.select_related("case__lead").get(pk=done.pk)


def handover_of(referral: Referral) -> Referral:
    return Referral.objects.get(case=referral.case, kind=Kind.HANDOVER)


def test_the_case_is_closed_all_the_same(cast: Cast) -> None:
    case = led_by_the_partner(cast).case
    assert close(cast, case, by=cast.coordinator, group=cast.coordinating.group).closed_at


def test_the_coordination_ends_all_the_same(cast: Cast) -> None:
    handover = handover_of(led_by_the_partner(cast))
    said: Any = {
        "version": handover.version,
        "outcome": "Podmiot prowadzi.",
        "by": cast.coordinator,
    }
    assert move(referral=handover, to=State.COMPLETED, **said).state == State.COMPLETED


def test_the_body_that_leads_may_leave_the_agreement(cast: Cast) -> None:
    done = led_by_the_partner(cast)
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="signatory")
    body = Organisation.objects.get(pk=cast.partner.pk)
    day, left = timezone.localdate(), AgreementState.LEFT
    change_agreement(pk=body.pk, version=body.version, state=left, day=day, by=cast.coordinator)
    done.refresh_from_db()
    assert done.state == State.ACCEPTED


def on_consent(cast: Cast) -> tuple[Consent, Referral, Referral]:
    """The transfer rests on it, and so does a referral that is still alive."""
    case = coordinated_case(cast)
    consent = consented(cast, case, receivers=[cast.partner, cast.other_partner], data=DATA)
    basis = {"legal_basis": LegalBasis.CONSENT, "consent": consent}
    done = led_by_the_partner(cast, case=case, **basis)
    asked = refer(cast, Case.objects.get(pk=case.pk), receiver=cast.other_partner, **basis)
    return consent, done, asked


def test_the_person_may_take_the_consent_back(cast: Cast) -> None:
    consent, done, asked = on_consent(cast)
    withdraw_consent(consent=consent, by=cast.coordinator)
    states = [Referral.objects.get(pk=one.pk).state for one in (done, asked)]
    assert states == [State.ACCEPTED, State.WITHDRAWN]


def test_a_consent_whose_time_is_over_ends_what_is_alive(cast: Cast) -> None:
    consent, _done, asked = on_consent(cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    Consent.objects.filter(pk=consent.pk).update(given_on=yesterday, expires_on=yesterday)
    assert end_over_consents.run() == 1
    assert Referral.objects.get(pk=asked.pk).state == State.WITHDRAWN
    assert end_over_consents.run() == 0


def test_records_of_the_two_bodies_may_become_one(cast: Cast) -> None:
    led_by_the_partner(cast)
    assert merge(cast, cast.centre, cast.partner, by=cast.administrator).undone_at is None


def test_it_lies_on_nobodys_desk(cast: Cast) -> None:
    done = led_by_the_partner(cast)
    people: list[User] = [cast.consultant, cast.coordinator]
    assert all(done not in sent_by_us(person) for person in people)


def test_who_led_once_sees_no_more_than_that_the_case_is_there(cast: Cast) -> None:
    """Whatever was shared with them when they were asked to lead it."""
    case = coordinated_case(cast)
    led_by_the_partner(cast, case=case, share_summary=True, share_person=True)
    next_one = transfer(cast, Case.objects.get(pk=case.pk), receiver=cast.other_partner)
    move(referral=next_one, to=State.ACCEPTED, version=next_one.version, by=cast.stranger)
    case.refresh_from_db()
    assert permissions_due(case, cast.partner) == {Permission.CASE_VIEW}
    granted = groups_by_permission(case)
    group = cast.partner.group_id
    assert [one for one, groups in granted.items() if group in groups] == [Permission.CASE_VIEW]
