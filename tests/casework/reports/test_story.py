"""The coordination's whole story, pressed page by page; then the month's report shows it all.

Bodies are invented: one declines, one lets the time run out, one answers by a link.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.models import Case
from casework.intake.models import Conversation
from casework.partners.choices import AgreementState
from casework.partners.models import Organisation, Service
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.referrals.public import WRONG_LINKS
from casework.referrals.tasks import expire_overdue
from casework.shelter.models import Facility
from tests.casework.cases.situations import url
from tests.casework.intake.reports import make_report, page_of
from tests.casework.intake.test_case_from_conversation import case_form
from tests.casework.meetings.making import parts
from tests.casework.playbooks.making import make_edition
from tests.casework.referrals.linked import answered, body_without_accounts, latest_path, opened
from tests.casework.referrals.situations import MESSAGE, form, make_service, press
from tests.casework.shelter.making import day, make_house
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _a_city_without_a_past(cast: Cast) -> Iterator[None]:
    WRONG_LINKS.forget()
    Case.objects.all().delete()
    Conversation.objects.all().delete()
    with override("en"):
        yield


def case_from_a_conversation(cast: Cast) -> Case:
    """Somebody writes; the consultant opens a case of it."""
    conversation = make_report()
    browser = browser_of(cast.consultant)
    press(browser, page_of(conversation, "case/"), case_form(language="pl"))
    return Case.objects.get()


def bed_for_the_night(cast: Cast, case: Case) -> Facility:
    """In the crisis hostel, tonight."""
    house: Facility = make_house(cast.centre)
    data: dict[str, Any] = {
        "submission": str(uuid4()),
        "people": "1",
        "basis": "art_47",
        "beds": [str(house.beds.get(name="1").pk)],
        **parts("started_on", day()),
        **parts("planned_end_on", day(1)),
    }
    press(browser_of(cast.consultant), url("stay_admit", case.pk, house.pk), data)
    return house


def playbook(cast: Cast, case: Case) -> None:
    """Its steps become tasks of the case."""
    edition = make_edition(cast)
    data = {"edition": str(edition.pk), "submission": str(uuid4())}
    press(browser_of(cast.consultant), url("case_playbook_start", case.pk), data)


def coordinated(cast: Cast, case: Case) -> None:
    """Handed over to the coordinator, who accepts."""
    press(browser_of(cast.consultant), url("case_hand_over", case.pk), form())
    move(cast.coordinator, Referral.objects.get(kind=Kind.HANDOVER), State.ACCEPTED)


def referred(cast: Cast, case: Case, body: Organisation) -> Referral:
    """The coordinator asks this body for the case's need."""
    Organisation.objects.filter(pk=body.pk).update(agreement_state=AgreementState.SIGNATORY)
    service = make_service(cast, case)
    Service.objects.filter(pk=service.pk).update(organisation=body)
    address = url("case_refer", case.pk, service=service.pk)
    sent = press(browser_of(cast.coordinator), address, form())
    assert f"Sent to: {body.name}" in sent, sent.partition("<main")[2][:6000]
    return Referral.objects.get(kind=Kind.REFERRAL, receiver=body)


def move(who: Any, referral: Referral, to: State, **said: str) -> None:
    referral.refresh_from_db()
    data = {"version": str(referral.version), **said}
    press(browser_of(who), url("referral_move", referral.pk, to.value), data)


def came_back(cast: Cast) -> str:
    """What lies on the coordinator's desk and must be decided."""
    page = browser_of(cast.coordinator).get(url("referrals")).content.decode()
    return page.partition("Returned to us")[2].partition("In our hands")[0]


def to_be_told(cast: Cast) -> str:
    """What the consultant is to tell the person."""
    page = browser_of(cast.consultant).get(url("tellings")).content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def declined(cast: Cast, case: Case) -> None:
    asked = referred(cast, case, cast.partner)
    move(cast.partner_worker, asked, State.DECLINED, reason="no_capacity")
    assert cast.partner.name in came_back(cast)
    assert "the body cannot help" in to_be_told(cast)


def expired(cast: Cast, case: Case) -> None:
    late = referred(cast, case, cast.other_partner)
    past = timezone.now() - timedelta(minutes=1)
    Referral.objects.filter(pk=late.pk).update(respond_by=past)
    expire_overdue.run()
    late.refresh_from_db()
    assert late.state == State.EXPIRED
    desk = came_back(cast)
    assert cast.other_partner.name in desk and cast.partner.name not in desk
    assert "did not answer in time" in to_be_told(cast)


def answered_by_link(cast: Cast, case: Case) -> None:
    """A body without accounts accepts, and says what came of it, each by a link of its own."""
    referral = referred(cast, case, body_without_accounts())
    assert MESSAGE in opened(latest_path())
    answered(latest_path(), "accepted", referral)
    referral.refresh_from_db()
    answered(latest_path(), "completed", referral, outcome="Rozmowy trwają.")
    desk, told = came_back(cast), to_be_told(cast)
    assert not any(body.name in desk for body in (cast.partner, cast.other_partner))
    assert "the help was given" in told and "cannot help" not in told


def row(page: str, table: str, label: str) -> str:
    """The number of now in a row of a table."""
    part = page.partition(f'id="figures-{table}"')[2].partition("</table>")[0]
    heading = rf"<th[^>]*>\s*{re.escape(label)}\s*</th>"
    found = re.search(rf"{heading}.*?</span>\s*([^<]+?)\s*</td>", part, re.DOTALL)
    assert found is not None, (table, label)
    return found[1]


def test_nobody_is_left_without_an_answer_and_the_report_shows_it_all(cast: Cast) -> None:
    case = case_from_a_conversation(cast)
    house = bed_for_the_night(cast, case)
    playbook(cast, case)
    coordinated(cast, case)
    declined(cast, case)
    expired(cast, case)
    answered_by_link(cast, case)

    period = f"{timezone.localdate():%Y-%m}"
    coordinator = browser_of(cast.coordinator)
    answer = coordinator.get(url("reports"), {"period": period, "compare": "before"})
    page = answer.content.decode()
    told = {
        ("cases", "opened"): "1",
        ("referrals", "asked"): "3",
        ("referrals", "answered"): "2",
        ("referrals", "declined"): "1",
        ("referrals", "expired without an answer"): "1",
        ("referrals", "accepted"): "1",
        ("referrals", "completed, the help was given"): "1",
        ("kind", "a case handed over to the coordinator"): "1",
        ("partner", cast.partner.name): "1",
        ("partner", "Fundacja Cisza"): "1",
        ("channel", "form"): "1",
        ("nights", house.name): "1",
        ("admitted", house.name): "1",
        ("playbook", "disaster or accident"): "1",
        ("link", "accepted"): "1",
        ("link", "completed"): "1",
    }
    found = {(table, label): row(page, table, label) for table, label in told}
    assert found == told

    supervisor = browser_of(cast.supervisor)
    centre = supervisor.get(url("centre_report"), {"period": period, "compare": "before"})
    assert row(centre.content.decode(), "new_age", "not known") == "1"
    assert row(centre.content.decode(), "reason", str(case.needs.get())) == "1"
