"""The page of a danger to life: help from there, and what is noted of the call to 112."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.desk.promise import WARSAW
from casework.intake.forms.danger import EmergencyCallForm
from casework.intake.models import Conversation, DangerRun, DangerTick, HelpCall
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.intake.reports import page_of
from tests.cast import Cast, browser_of

NUMBER = "112-GD-0417"


@pytest.fixture
def run(cast: Cast, report: Conversation) -> DangerRun:
    return actions.begin_danger(conversation=report, by=cast.consultant)


def press(cast: Cast, report: Conversation, go: str, **typed: str) -> Any:
    return browser_of(cast.consultant).post(page_of(report, "danger/"), {"go": go, **typed})


def shown(cast: Cast, report: Conversation) -> str:
    return browser_of(cast.consultant).get(page_of(report, "danger/")).content.decode()


def ago(minutes: int) -> str:
    return f"{timezone.localtime(timezone=WARSAW) - timedelta(minutes=minutes):%H:%M}"


@pytest.mark.parametrize("begun", [False, True])
def test_the_supervisor_is_called_from_the_page_itself(
    cast: Cast, report: Conversation, begun: bool
) -> None:
    if begun:
        actions.begin_danger(conversation=report, by=cast.consultant)
    assert 'value="help"' in shown(cast, report)
    page = press(cast, report, "help")
    assert page.status_code == 302 and page.url == page_of(report, "danger/")
    assert HelpCall.objects.get().asked_by == cast.consultant
    assert Notification.objects.get(kind="conversation-help").person == cast.supervisor
    text = shown(cast, report)
    assert "Superwizorzy zostali wezwani:" in text and 'value="help"' not in text


def test_who_comes_is_named_there_and_one_may_call_again(
    cast: Cast, report: Conversation, run: DangerRun
) -> None:
    press(cast, report, "help")
    actions.say_coming(conversation=report, by=cast.supervisor)
    text = shown(cast, report)
    assert cast.supervisor.full_name in text and 'value="help"' in text


def test_calling_loses_no_answer_that_was_begun(cast: Cast, report: Conversation) -> None:
    page = press(cast, report, "help", text="Moja odpo")
    assert page.status_code == 200
    assert 'name="text" value="Moja odpo"' in page.content.decode()


def test_the_hour_and_the_number_are_kept_encrypted_and_on_record(
    cast: Cast, report: Conversation, run: DangerRun
) -> None:
    press(cast, report, "call", called_at=ago(3), dispatcher=NUMBER)
    run.refresh_from_db()
    assert run.called_at and run.dispatcher == NUMBER
    assert timedelta(minutes=3) <= timezone.now() - run.called_at < timedelta(minutes=5)
    text = shown(cast, report)
    assert f'value="{NUMBER}"' in text and "Telefon na 112:" in text
    with connection.cursor() as cursor:
        cursor.execute("select dispatcher from intake_dangerrun")
        [(stored,)] = cursor.fetchall()
    assert NUMBER.encode() not in bytes(stored)
    event = AuditEvent.objects.get(verb="conversation.danger_called")
    assert event.actor_id == cast.consultant.pk and NUMBER not in str(event.details)


def test_said_twice_it_is_noted_once_and_a_correction_again(
    cast: Cast, report: Conversation, run: DangerRun
) -> None:
    at = ago(3)
    for number in (NUMBER, NUMBER, "7"):
        press(cast, report, "call", called_at=at, dispatcher=number)
    assert AuditEvent.objects.filter(verb="conversation.danger_called").count() == 2
    run.refresh_from_db()
    assert run.dispatcher == "7"


def test_the_same_note_again_changes_nothing(
    cast: Cast, report: Conversation, run: DangerRun
) -> None:
    for _ in range(2):
        actions.note_emergency_call(
            conversation=report, called_at=run.begun_at, dispatcher="", by=cast.consultant
        )
    assert AuditEvent.objects.filter(verb="conversation.danger_called").count() == 1


@pytest.mark.parametrize("go", ["0", "help", "end"])
def test_another_button_keeps_what_was_typed_of_the_call(
    cast: Cast, report: Conversation, run: DangerRun, go: str
) -> None:
    press(cast, report, go, called_at=ago(1), dispatcher=NUMBER)
    run.refresh_from_db()
    assert run.dispatcher == NUMBER
    assert (run.ended_at is not None) == (go == "end")
    assert DangerTick.objects.exists() == (go == "0")


@pytest.mark.parametrize(
    "typed",
    [
        {"called_at": "25:00"},
        {"called_at": ""},
        {"called_at": "", "dispatcher": NUMBER},
        {"called_at": "12:00", "dispatcher": "9" * 61},
        {"called_at": "12:00", "dispatcher": "a\x00"},
    ],
)
def test_what_is_wrong_is_said_and_stays(
    cast: Cast, report: Conversation, run: DangerRun, typed: dict[str, str]
) -> None:
    page = press(cast, report, "call", **typed)
    text = page.content.decode()
    assert page.status_code == 422 and "Błąd:" in text
    assert typed["called_at"] in text and typed.get("dispatcher", "").replace("\x00", "") in text
    run.refresh_from_db()
    assert run.called_at is None


def test_something_wrong_holds_up_neither_help_nor_a_step_but_the_end(
    cast: Cast, report: Conversation, run: DangerRun
) -> None:
    for go in ("help", "0", "end"):
        page = press(cast, report, go, called_at="x", dispatcher=NUMBER)
        assert page.status_code == 422 and NUMBER in page.content.decode()
    assert HelpCall.objects.exists() and DangerTick.objects.exists()
    run.refresh_from_db()
    assert run.ended_at is None, "else what was typed would be gone with its fields"


def test_where_nothing_runs_nothing_is_noted(cast: Cast, report: Conversation) -> None:
    with pytest.raises(NotAllowed):
        actions.note_emergency_call(
            conversation=report, called_at=timezone.now(), dispatcher="", by=cast.consultant
        )
    page = press(cast, report, "call", called_at=ago(1), text="Moja odpo")
    assert page.status_code == 200 and "Moja odpo" in page.content.decode()


def test_an_earlier_danger_tells_its_call(cast: Cast, report: Conversation, run: DangerRun) -> None:
    press(cast, report, "end", called_at=ago(1), dispatcher=NUMBER)
    text = shown(cast, report)
    assert NUMBER in text and 'name="called_at"' not in text


def test_enter_in_a_field_ticks_no_step(cast: Cast, report: Conversation, run: DangerRun) -> None:
    form = shown(cast, report).partition('name="called_at"')[2]
    first = form.partition('name="go"')[2].partition("class=")[0]
    assert 'value="call"' in first


@pytest.mark.parametrize(
    ("now", "clock", "day"),
    [("2026-11-23 00:05", time(23, 58), 22), ("2026-11-23 00:05", time(0, 5), 23)],
)
def test_past_midnight_a_late_hour_is_of_the_day_before(
    monkeypatch: pytest.MonkeyPatch, now: str, clock: time, day: int
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=WARSAW).astimezone(UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    form = EmergencyCallForm({"called_at": f"{clock:%H:%M}"}, run=None)
    assert form.is_valid() and form.moment is not None
    assert form.moment.astimezone(WARSAW).date().day == day


@pytest.mark.parametrize("who", ["coordinator", "partner_worker", "officer"])
def test_others_note_nothing(cast: Cast, report: Conversation, run: DangerRun, who: str) -> None:
    sent = {"go": "call", "called_at": ago(1)}
    page = browser_of(getattr(cast, who)).post(page_of(report, "danger/"), sent)
    assert page.status_code == 404
    run.refresh_from_db()
    assert run.called_at is None


def test_danger_is_near_the_top_of_the_conversation(cast: Cast, report: Conversation) -> None:
    text = browser_of(cast.consultant).get(page_of(report)).content.decode()
    address = f'formaction="{page_of(report, "danger/")}"'
    assert text.count(address) == 2
    assert text.index(address) < text.index("govuk-summary-list") < text.index('id="id_text"')
    assert 'form="answer"' in text[: text.index(address)], "what was begun goes along"
    assert address not in browser_of(cast.coordinator).get(page_of(report)).content.decode()
