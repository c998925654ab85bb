"""What rests on a consent is checked against it, and ends with it; everything else goes on."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import withdraw_consent
from casework.cases.models import Case, CaseNeed, Consent
from casework.cases.refusal import NotAllowed
from casework.partners.models import Service
from casework.referrals.actions import accept
from casework.referrals.choices import Kind, LegalBasis, Reason, State
from casework.referrals.models import Referral
from casework.referrals.tasks import end_over_consents
from ostoja.access.door import groups_by_permission
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import Notification
from tenants.fence import entered
from tests.casework.cases.consenting import consented
from tests.casework.cases.situations import need, url
from tests.casework.cases.test_races import all_at_once
from tests.casework.referrals.situations import (
    coordinated_case,
    form,
    hand_over,
    make_service,
    press,
    refer,
    take,
)
from tests.cast import Cast, browser_of, make_cast

DAY = timedelta(days=1)


@pytest.fixture
def case(cast: Cast) -> Case:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    return coordinated_case(cast)


def on(consent: Consent) -> dict[str, Any]:
    return {"legal_basis": LegalBasis.CONSENT, "consent": consent}


def groups_of(case: Case) -> set[int]:
    return set().union(*groups_by_permission(case).values())


def test_a_referral_points_to_the_consent_that_covers_it(cast: Cast, case: Case) -> None:
    consent = consented(cast, case)
    sent = refer(cast, case, **on(consent))
    assert sent.state == State.SENT and sent.consent == consent
    assert sent.consent_given_on == consent.given_on


@pytest.mark.parametrize(
    ("facts", "shares", "problem"),
    [
        ({"receivers": "other_partner"}, {}, "does not name"),
        ({}, {"share_summary": True}, "what happened"),
        ({"data": ["basics", "summary"]}, {"share_person": True}, "the name"),
        ({"data": ["summary", "person"]}, {}, "what help is needed"),
    ],
)
def test_a_consent_that_does_not_cover_it_is_refused_in_words(
    cast: Cast, case: Case, facts: dict[str, Any], shares: dict[str, Any], problem: str
) -> None:
    if "receivers" in facts:
        facts = {**facts, "receivers": [getattr(cast, facts["receivers"])]}
    consent = consented(cast, case, **facts)
    with override("en"), pytest.raises(NotAllowed, match=problem):
        refer(cast, case, **on(consent), **shares)
    assert not Referral.objects.filter(kind=Kind.REFERRAL).exists()


def test_a_consent_that_holds_no_more_or_is_of_another_case_is_refused(
    cast: Cast, case: Case
) -> None:
    withdrawn = withdraw_consent(consent=consented(cast, case), by=cast.consultant)
    today = timezone.localdate()
    over = consented(cast, case, given_on=today - 9 * DAY, expires_on=today - DAY)
    others = consented(cast, coordinated_case(cast))
    for consent in (withdrawn, over, others):
        with pytest.raises(NotAllowed):
            refer(cast, case, **on(consent))


def test_a_whole_case_needs_a_consent_to_all_of_it(cast: Cast) -> None:
    from tests.casework.cases.situations import make_case

    case = make_case(cast)
    little = consented(cast, case, receivers=[cast.coordinating], data=["basics", "summary"])
    with pytest.raises(NotAllowed):
        hand_over(cast, case, **on(little))
    data = ["basics", "summary", "person"]
    everything = consented(cast, case, receivers=[cast.coordinating], data=data)
    assert hand_over(cast, case, **on(everything)).state == State.SENT


def test_the_form_offers_those_that_hold_and_takes_one(cast: Cast, case: Case) -> None:
    service: Service = make_service(cast, case)
    consent = consented(cast, case)
    gone = withdraw_consent(consent=consented(cast, case), by=cast.consultant)
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
    browser = browser_of(cast.coordinator)
    page = browser.get(address).content.decode()
    assert str(consent.pk) in page and str(gone.pk) not in page
    press(browser, address, form(legal_basis="consent", consent=str(consent.pk)))
    assert Referral.objects.get(kind=Kind.REFERRAL).consent == consent


def test_on_the_ground_of_the_law_no_consent_is_kept(cast: Cast, case: Case) -> None:
    service, consent = make_service(cast, case), consented(cast, case)
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
    press(browser_of(cast.coordinator), address, form(consent=str(consent.pk)))
    sent = Referral.objects.get(kind=Kind.REFERRAL)
    assert sent.consent is None and sent.consent_given_on is None


def test_a_draft_waits_for_the_consent_to_be_recorded(cast: Cast, case: Case) -> None:
    service = make_service(cast, case)
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
    typed = form(legal_basis="consent", save="yes")
    typed.pop("send")
    press(browser_of(cast.coordinator), address, typed)
    draft = Referral.objects.get(kind=Kind.REFERRAL)
    assert (draft.state, draft.legal_basis, draft.message) == ("draft", "", typed["message"])


@pytest.mark.parametrize("state", [State.SENT, State.CONSIDERED, State.ACCEPTED, State.IN_PROGRESS])
def test_taken_back_it_ends_what_rests_on_it_and_all_access(
    cast: Cast, case: Case, state: State
) -> None:
    referral = refer(cast, case, **on(consented(cast, case)))
    way = {State.IN_PROGRESS: [State.ACCEPTED]}.get(state, [])
    for step in [*way, *([] if state == State.SENT else [state])]:
        referral = take(referral, step, cast)
    assert cast.partner.group_id in groups_of(case)
    address = url("consent_withdraw", case.pk, referral.consent.pk)  # type: ignore[union-attr]
    browser = browser_of(cast.coordinator)
    assert cast.partner.name in browser.get(address).content.decode()
    browser.post(address)
    after = Referral.objects.get(pk=referral.pk)
    assert (after.state, after.reason) == (State.WITHDRAWN, Reason.CONSENT_ENDED)
    assert cast.partner.group_id not in groups_of(case)
    assert CaseNeed.objects.get(pk=after.case_need_id or "").state == "open"


def test_both_sides_are_told(cast: Cast, case: Case) -> None:
    referral = refer(cast, case, **on(consented(cast, case)))
    withdraw_consent(consent=referral.consent, by=cast.consultant)  # type: ignore[arg-type]
    told = Notification.objects.filter(about=referral.pk).values_list("person", "kind")
    assert (cast.partner_worker.pk, "referral-withdrawn") in told
    assert (cast.coordinator.pk, "referral-consent-ended") in told


def test_what_rests_on_the_law_or_on_another_consent_goes_on(cast: Cast) -> None:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    case = coordinated_case(cast, needs=[need(0), need(1), need(2)])
    needs = list(case.needs.all())
    first, second = consented(cast, case), consented(cast, case)
    by_law = refer(cast, case, case_need=needs[0])
    by_first = refer(cast, case, case_need=needs[1], **on(first))
    by_second = refer(cast, case, case_need=needs[2], **on(second))
    withdraw_consent(consent=first, by=cast.consultant)
    states = dict(Referral.objects.values_list("pk", "state"))
    assert states[by_first.pk] == State.WITHDRAWN
    assert states[by_law.pk] == states[by_second.pk] == State.SENT
    assert cast.partner.group_id in groups_of(case)


def test_what_has_ended_is_left_as_it_was(cast: Cast, case: Case) -> None:
    referral = refer(cast, case, **on(consented(cast, case)))
    done = take(take(referral, State.ACCEPTED, cast), State.COMPLETED, cast)
    withdraw_consent(consent=done.consent, by=cast.consultant)  # type: ignore[arg-type]
    assert Referral.objects.get(pk=done.pk).state == State.COMPLETED


def test_after_its_last_day_the_clock_ends_what_rests_on_it(cast: Cast, case: Case) -> None:
    today = timezone.localdate()
    consent = consented(cast, case, given_on=today - 9 * DAY, expires_on=today)
    referral = refer(cast, case, **on(consent))
    assert end_over_consents.run() == 0
    Consent.objects.update(expires_on=today - DAY)
    assert end_over_consents.run() == 1 and end_over_consents.run() == 0
    after = Referral.objects.get(pk=referral.pk)
    assert (after.state, after.reason) == (State.WITHDRAWN, Reason.CONSENT_ENDED)
    assert cast.partner.group_id not in groups_of(case)


def test_taken_back_while_somebody_accepts_there_is_one_outcome_and_no_access(
    committed_database: str,
) -> None:
    with entered("gdansk"):
        cast = make_cast()
        case = coordinated_case(cast)
        sent = refer(cast, case, **on(consented(cast, case)))

    def work(number: int) -> str:
        if number == 0:
            consent = Consent.objects.select_related("case").get()
            withdraw_consent(consent=consent, by=cast.consultant)
            return "taken back"
        try:
            accept(referral=sent, version=sent.version, by=cast.partner_worker)
        except StaleObject:
            return "told"
        return "accepted"

    outcomes = Counter(map(str, all_at_once(work)))
    assert outcomes["taken back"] == 1 and outcomes["accepted"] <= 1
    with entered("gdansk"):
        after = Referral.objects.get(pk=sent.pk)
        assert (after.state, after.reason) == (State.WITHDRAWN, Reason.CONSENT_ENDED)
        assert cast.partner.group_id not in groups_of(case)
        states = list(after.steps.values_list("state", flat=True))
        assert states.count("withdrawn") == 1 and len(states) == 2 + outcomes["accepted"]
