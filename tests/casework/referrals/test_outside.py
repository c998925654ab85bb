"""Bodies outside the system that were asked for help."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from casework.cases import closing, merging
from casework.cases.actions import separate_cases, withdraw_consent
from casework.cases.choices import NeedState
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.referrals.actions.outside import end_outside
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.models import OutsideReferral
from casework.referrals.retention import delete_referrals
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.cases.consenting import consented
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.task_situations import share
from tests.casework.referrals.outside_bodies import BODY, ask, today
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def end(cast: Cast, asked: OutsideReferral, state: str, **facts: Any) -> OutsideReferral:
    given: dict[str, Any] = {
        "version": asked.version,
        "outcome": "Paczka przyszła.",
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return end_outside(asked=asked, state=state, **{**given, **facts})


def test_whoever_asked_is_reminded_and_the_need_is_with_somebody(cast: Cast, case: Case) -> None:
    asked = ask(cast, case)
    assert case.needs.get().state == NeedState.REFERRED
    task = asked.task
    assert task and task.worker == cast.consultant and timezone.localdate(task.due_at) == today(7)
    assert list(closing.obstacles(case)) and closing.open_things(case, cast.consultant)
    with pytest.raises(NotAllowed):
        ask(cast, case)
    assert ask(cast, case, submission=asked.submission) == asked


@pytest.mark.parametrize(
    ("state", "need"),
    [("helped", "met"), ("refused", "open"), ("no_answer", "open"), ("taken_back", "open")],
)
def test_what_came_of_it_says_how_the_need_stands(
    cast: Cast, case: Case, state: str, need: str
) -> None:
    asked = end(cast, ask(cast, case), state)
    assert asked.ended_at and case.needs.get().state == need
    assert CaseTask.objects.get().state == TaskState.DONE
    assert AuditEvent.objects.filter(verb=f"outside.{state}").count() == 1
    assert end(cast, asked, state, version=1).version == 2
    with pytest.raises(StaleObject):
        end(cast, asked, "waiting", version=1)
    with pytest.raises(NotAllowed):
        end(cast, asked, "waiting")


def test_sharing_rests_on_something(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed):
        ask(cast, case, legal_basis="")
    with pytest.raises(NotAllowed):
        ask(cast, case, legal_basis="consent")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideReferral.objects.create(
            submission=uuid4(),
            case=case,
            case_need=case.needs.get(),
            body=BODY,
            way="letter",
            asked_on=today(),
            group=cast.centre.group,
        )
    assert ask(cast, case, way="person", legal_basis="").state == OutsideState.WAITING


def test_a_consent_that_ends_takes_it_back(cast: Cast, case: Case) -> None:
    consent = consented(cast, case)
    asked = ask(cast, case, legal_basis="consent", consent=consent)
    withdraw_consent(consent=consent, by=cast.consultant)
    asked.refresh_from_db()
    assert asked.state == OutsideState.TAKEN_BACK and case.needs.get().state == NeedState.OPEN


def test_it_follows_when_cases_become_one(cast: Cast, case: Case) -> None:
    other = make_case(cast)
    asked = ask(cast, other)
    moved = merging.move_all(case, other)
    asked.refresh_from_db()
    assert asked.case == case and asked.case_need.case_id == case.pk
    merging.take_back(case, other, moved)
    asked.refresh_from_db()
    assert asked.case == other and asked.case_need.case_id == other.pk


def test_the_need_stays_with_the_body_when_cases_become_one_and_come_apart(cast: Cast) -> None:
    """Else somebody asks a second body for it, and the row of the first one does not let them."""
    kept, merged = pair(cast)
    asked = ask(cast, merged, case_need=merged.needs.first())
    done = merge(cast, kept, merged)
    for separated in (False, True):
        if separated:
            separate_cases(merge=done, by=cast.consultant)
        asked.refresh_from_db()
        assert asked.case_need.state == NeedState.REFERRED
        with pytest.raises(NotAllowed, match="nie jest już otwarta"):
            ask(cast, asked.case, case_need=asked.case_need)


def test_it_goes_with_its_case(cast: Cast, case: Case) -> None:
    ask(cast, case)
    delete_referrals([case])
    assert not OutsideReferral.objects.exists()


def form(case: Case, **changes: Any) -> dict[str, Any]:
    days = {"asked_on": today(), "remind_on": today(7)}
    parts = {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }
    return {
        "case_need": str(case.needs.get().pk),
        "body": BODY,
        "way": "letter",
        "legal_basis": "statutory_task",
        "message": "Prosimy o paczkę.",
        "submission": str(uuid4()),
        **parts,
        **changes,
    }


def test_it_is_written_down_and_ended_on_its_pages(cast: Cast, case: Case, browser: Client) -> None:
    address = url("case_outside_new", case.pk)
    assert address in words(browser, "case", case.pk)
    assert "The system sends nothing" in words(browser, "case_outside_new", case.pk)
    page = browser.post(address, form(case), follow=True).content.decode()
    assert "It is on record" in page and BODY in page
    asked = OutsideReferral.objects.get()
    page = words(browser, "case_outside", case.pk, asked.pk)
    assert "Prosimy o paczkę." in page
    own = url("case_outside", case.pk, asked.pk)
    sent = {"state": "helped", "outcome": "Przyszła.", "version": "7"}
    assert browser.post(own, sent).status_code == 422
    page = browser.post(own, {**sent, "version": "1"}, follow=True).content.decode()
    assert "Przyszła." in page and "the body helped" in page
    assert "<form" in words(browser, "case_outside", case.pk, asked.pk)
    assert browser.get(address).status_code == 302  # no need is open


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": ""},
        {"legal_basis": ""},
        {"legal_basis": "consent"},
        {"asked_on_year": "2099"},
        {"remind_on_year": "2001"},
    ],
)
def test_what_is_missing_is_said(case: Case, browser: Client, wrong: dict[str, str]) -> None:
    assert browser.post(url("case_outside_new", case.pk), form(case, **wrong)).status_code == 422
    assert not OutsideReferral.objects.exists()


def test_partners_see_nothing_of_it(cast: Cast, case: Case) -> None:
    share(cast, case)
    asked = ask(cast, case)
    partner = browser_of(cast.partner_worker)
    assert BODY not in words(partner, "case", case.pk)
    assert partner.get(url("case_outside", case.pk, asked.pk)).status_code == 404
    assert partner.get(url("case_outside_new", case.pk)).status_code == 404


# Programs


def test_programs_ask_and_say_what_came_of_it(cast: Cast, case: Case) -> None:
    program, path = program_of(cast.consultant), f"cases/{case.pk}/outside-referrals/"
    body = {
        "case_need": str(case.needs.get().pk),
        "body": BODY,
        "way": "call",
        "asked_on": str(today()),
        "remind_on": str(today(4)),
    }
    assert pointers(program.post(path, body)) == {"/legal_basis"}
    made = ok(program.post(path, {**body, "legal_basis": "statutory_task"}), 201)
    assert [row["id"] for row in ok(program.get(path))["results"]] == [made["id"]]
    ended = program.post(f"{path}{made['id']}/end/", {"state": "helped"}, match='"1"')
    assert ok(ended)["state"] == "helped" and case.needs.get().state == NeedState.MET
    share(cast, case)
    assert_problem(program_of(cast.partner_worker).get(path), 404)
