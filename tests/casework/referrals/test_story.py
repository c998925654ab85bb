"""Steps 3 to 6 of the story, page by page, as people press the buttons."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from tests.casework.cases.situations import NAME, SUMMARY, make_case
from tests.casework.referrals.situations import MESSAGE, make_service
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


def letter(**more: str) -> dict[str, str]:
    return {"message": MESSAGE, "legal_basis": "statutory_task", "submission": str(uuid4()), **more}


def press(browser: Client, name: str, *args: object, **data: str) -> str:
    """Send a form; gives the page that one lands on."""
    response = browser.post(reverse(name, args=args), data, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def page(browser: Client, name: str, *args: object) -> str:
    response = browser.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def move(browser: Client, referral: Referral, to: State, **said: str) -> str:
    referral.refresh_from_db()
    return press(
        browser, "referral_move", referral.pk, to.value, version=str(referral.version), **said
    )


def handed_over(cast: Cast, case: Case) -> Referral:
    """Step 3: the consultant hands over, the coordinator accepts."""
    consultant, coordinator = browser_of(cast.consultant), browser_of(cast.coordinator)
    assert "Hand over to the coordinator" in page(consultant, "case", case.pk)
    press(consultant, "case_hand_over", case.pk, send="yes", **letter())
    handover = Referral.objects.get(kind=Kind.HANDOVER)
    assert case.number in page(coordinator, "referrals")
    assert "Refer to a partner" not in page(coordinator, "case", case.pk)
    move(coordinator, handover, State.ACCEPTED)
    case.refresh_from_db()
    assert case.state == CaseState.COORDINATED
    return handover


def referred(cast: Cast, case: Case) -> Referral:
    """Step 4: the coordinator reads the reasons and sends the referral."""
    service, coordinator = make_service(cast, case), browser_of(cast.coordinator)
    suggestions = page(coordinator, "case_refer", case.pk)
    assert "Fundacja Łąka" in suggestions and "✓" in suggestions
    url = reverse("case_refer", args=[case.pk]) + f"?service={service.pk}"
    assert coordinator.get(url).status_code == 200
    sent = coordinator.post(url, letter(send="yes"), follow=True)
    assert "Sent to: Fundacja Łąka." in sent.content.decode()
    return Referral.objects.get(kind=Kind.REFERRAL)


def test_a_report_becomes_a_coordinated_case_and_the_loop_closes(cast: Cast) -> None:
    case = make_case(cast)
    handed_over(cast, case)
    referral = referred(cast, case)
    worker, stranger = browser_of(cast.partner_worker), browser_of(cast.stranger)
    seen = page(worker, "case", case.pk)
    assert str(referral.case_need) in seen
    assert SUMMARY not in seen and NAME not in seen
    assert MESSAGE in page(worker, "referral", referral.pk)
    for name, pk in (("case", case.pk), ("referral", referral.pk)):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404

    move(worker, referral, State.ACCEPTED)
    note = {"text": "Pierwsze spotkanie w środę.", "visibility": "everybody"}
    press(worker, "case_note", case.pk, submission=str(uuid4()), **note)
    done = move(worker, referral, State.COMPLETED, outcome="Rozmowy trwają, jest wsparcie.")
    assert "completed" in done
    assert worker.get(reverse("case", args=[case.pk])).status_code == 404
    assert "Rozmowy trwają" in page(worker, "referral", referral.pk)

    for person in (cast.consultant, cast.coordinator):
        closed = page(browser_of(person), "case", case.pk)
        assert "Rozmowy trwają, jest wsparcie." in closed
        assert "Pierwsze spotkanie w środę." in closed
    assert case.needs.get().state == NeedState.MET
