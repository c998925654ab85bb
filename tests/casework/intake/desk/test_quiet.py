"""Mutes and bans: of a conversation, for a while, and nothing that is written is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.choices import ConversationState
from casework.intake.desk.choices import Quiet
from casework.intake.models import Conversation, QuietTime
from casework.intake.tasks import watch_the_inbox
from ostoja.notifications.models import Notification
from tests.casework.intake.reports import code_of, page_of, phone, send_answer
from tests.cast import Cast, browser_of

WHY = "Obraża przez całą noc."


@pytest.fixture
def answered(cast: Cast, report: Conversation) -> Conversation:
    send_answer(browser_of(cast.consultant), report)
    report.refresh_from_db()
    Notification.objects.all().delete()
    return report


def mute(report: Conversation, cast: Cast, kind: Quiet = Quiet.MUTE, days: int = 2) -> QuietTime:
    until = timezone.now() + timedelta(days=days)
    return actions.keep_quiet(
        conversation=report, kind=kind, until=until, reason=WHY, by=cast.consultant
    )


def write(report: Conversation, text: str = "Halo?") -> None:
    actions.write_again(conversation=report, submission=uuid4(), text=text)
    report.refresh_from_db()


def test_what_is_written_is_kept_and_neither_rings_nor_moves(
    cast: Cast, answered: Conversation
) -> None:
    mute(answered, cast)
    write(answered)
    assert [one.text for one in answered.messages.all()][-1] == "Halo?"
    assert answered.state == ConversationState.ANSWERED and answered.waiting_since is None
    assert not Notification.objects.exists()


def test_lifted_it_rings_for_what_came_meanwhile(cast: Cast, answered: Conversation) -> None:
    mute(answered, cast)
    write(answered)
    browser_of(cast.supervisor).post(page_of(answered, "mute/lift/"))
    answered.refresh_from_db()
    assert answered.state == ConversationState.WAITING and answered.waiting_since
    assert Notification.objects.filter(kind="report-waits").exists()
    write(answered, "Dziękuję")
    assert answered.messages.count() == 4


def test_lifted_twice_or_without_a_mute_nothing_happens(cast: Cast, answered: Conversation) -> None:
    mute(answered, cast)
    for _ in range(2):
        actions.lift_quiet(conversation=answered, by=cast.consultant)
    answered.refresh_from_db()
    assert answered.state == ConversationState.ANSWERED


def test_the_clock_ends_it_and_nothing_is_forgotten(cast: Cast, answered: Conversation) -> None:
    quiet = mute(answered, cast)
    write(answered)
    assert watch_the_inbox.run() == 0
    past = timezone.now() - timedelta(days=3)
    QuietTime.objects.filter(pk=quiet.pk).update(set_at=past, until=past + timedelta(days=2))
    assert watch_the_inbox.run() == 1
    assert watch_the_inbox.run() == 0
    answered.refresh_from_db()
    assert answered.state == ConversationState.WAITING


def test_a_muted_one_waits_behind_the_others(cast: Cast, report: Conversation) -> None:
    mute(report, cast)
    text = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
    assert "wyciszona" in text and "0 osób czeka" in " ".join(text.split())


@pytest.mark.parametrize(("kind", "days"), [(Quiet.MUTE, 9), (Quiet.BAN, 92), (Quiet.MUTE, -1)])
def test_no_mute_without_an_end_that_is_near(
    cast: Cast, report: Conversation, kind: Quiet, days: int
) -> None:
    with pytest.raises(NotAllowed):
        mute(report, cast, kind, days)


def test_two_colleagues_at_once(cast: Cast, report: Conversation) -> None:
    first = mute(report, cast)
    assert mute(report, cast).pk == first.pk, "the same form again"
    with pytest.raises(NotAllowed):
        actions.keep_quiet(
            conversation=report,
            kind=Quiet.BAN,
            until=timezone.now() + timedelta(days=1),
            reason="Inny powód",
            by=cast.supervisor,
        )
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        QuietTime.objects.create(
            conversation=report, kind="mute", until=timezone.now() + timedelta(1), reason="x"
        )


@pytest.mark.parametrize(
    ("language", "kind", "words"),
    [
        ("pl", Quiet.MUTE, "Potrzebujemy przerwy"),
        ("en", Quiet.BAN, "We do not answer in this conversation until"),
        ("de", Quiet.MUTE, "Wir brauchen eine Pause"),
        ("uk", Quiet.BAN, "Ми не відповідаємо в цій розмові"),
    ],
)
def test_the_person_is_told_kindly_and_never_why(
    cast: Cast, report: Conversation, language: str, kind: Quiet, words: str
) -> None:
    mute(report, cast, kind)
    page = phone().post(f"/{language}/return/", {"code": code_of(report)}).content.decode()
    assert words in page and "112" in page
    assert WHY not in page and cast.consultant.full_name not in page


def test_a_form_with_gaps_comes_back_as_it_was(cast: Cast, report: Conversation) -> None:
    client, address = browser_of(cast.consultant), page_of(report, "mute/")
    today = timezone.localdate()
    far = today + timedelta(days=40)
    day = {"until_day": str(far.day), "until_month": str(far.month), "until_year": str(far.year)}
    sent = {"kind": "mute", "reason": WHY, **day, "text": "Moja odpo", "go": "1"}
    page = client.post(address, sent)
    text = page.content.decode()
    assert page.status_code == 422 and WHY in text and 'value="Moja odpo"' in text
    assert client.post(address, {**sent, "kind": "ban", "reason": ""}).status_code == 422
    assert client.post(address, {**sent, "kind": "ban"}).status_code == 200
    assert QuietTime.objects.get().kind == Quiet.BAN


def test_no_address_is_kept_with_it() -> None:
    fields = {field.name for field in QuietTime._meta.get_fields()}
    assert not {name for name in fields if "address" in name or "ip" in name or "agent" in name}


def test_after_it_another_may_be_set(cast: Cast, report: Conversation) -> None:
    quiet = mute(report, cast)
    past = timezone.now() - timedelta(days=3)
    QuietTime.objects.filter(pk=quiet.pk).update(set_at=past, until=past + timedelta(days=2))
    assert mute(report, cast, Quiet.BAN).pk != quiet.pk
