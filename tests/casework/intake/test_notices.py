"""Who is told that somebody waits for a word, and until when."""

from uuid import uuid4

import pytest

from casework.intake.actions import answer, claim, close, release, write_again
from casework.intake.models import Conversation
from casework.intake.notices import REPORT_WAITS, WROTE_AGAIN, moments
from ostoja.notifications.models import Notification, OutboxMessage
from tests.casework.intake.reports import WORDS, make_report
from tests.cast import Cast

BOTH = ["colleague", "consultant"]


@pytest.fixture
def report(cast: Cast) -> Conversation:
    """A report that has just arrived."""
    return make_report()


def unread(kind: str) -> list[str]:
    """For whom something of this kind waits."""
    rows = Notification.objects.filter(kind=kind, read_at=None)
    return sorted(email.partition("@")[0] for email in rows.values_list("person__email", flat=True))


def test_a_report_waits_for_everybody_who_answers(cast: Cast, report: Conversation) -> None:
    assert unread(REPORT_WAITS.key) == BOTH
    assert not OutboxMessage.objects.exists(), "whoever is on duty has the inbox open"


def test_the_same_report_sent_twice_is_told_once(cast: Cast, report: Conversation) -> None:
    make_report(submission=report.submission)
    write_again(conversation=report, submission=uuid4(), text="I jeszcze coś.")
    assert Notification.objects.count() == 2


def test_of_what_a_machine_may_have_sent_nobody_is_told(cast: Cast) -> None:
    for _ in range(20):
        make_report(is_doubtful=True)
    assert not Notification.objects.exists()


def test_once_somebody_has_it_in_hand_it_waits_for_nobody(cast: Cast, report: Conversation) -> None:
    claim(conversation=report, by=cast.consultant)
    assert unread(REPORT_WAITS.key) == []


def test_given_back_it_waits_again_for_the_others(cast: Cast, report: Conversation) -> None:
    claim(conversation=report, by=cast.consultant)
    release(conversation=report, by=cast.consultant)
    assert unread(REPORT_WAITS.key) == ["colleague"]


class TestWritingAgain:
    def held(self, cast: Cast, report: Conversation) -> Conversation:
        return claim(conversation=report, by=cast.consultant)

    def test_who_holds_it_is_told_by_e_mail_too(self, cast: Cast, report: Conversation) -> None:
        write_again(conversation=self.held(cast, report), submission=uuid4(), text=WORDS)
        assert unread(WROTE_AGAIN.key) == ["consultant"]
        message = OutboxMessage.objects.get()
        assert message.to == cast.consultant.email
        assert WORDS not in message.body and str(report.pk) not in message.body

    def test_the_same_message_is_told_once(self, cast: Cast, report: Conversation) -> None:
        held, submission = self.held(cast, report), uuid4()
        for _ in range(3):
            write_again(conversation=held, submission=submission, text=WORDS)
        assert Notification.objects.filter(kind=WROTE_AGAIN.key).count() == 1

    def test_after_an_answer_who_gave_it_is_told_and_it_waits_in_the_queue(
        self, cast: Cast, report: Conversation
    ) -> None:
        facts = {"submission": uuid4(), "text": "Dzień dobry", "by": cast.consultant}
        answer(conversation=report, version=report.version, **facts)  # type: ignore[arg-type]
        write_again(conversation=report, submission=uuid4(), text=WORDS)
        assert unread(WROTE_AGAIN.key) == ["consultant"]
        assert unread(REPORT_WAITS.key) == BOTH

    def test_an_answer_settles_it_and_so_does_the_end(
        self, cast: Cast, report: Conversation
    ) -> None:
        held = self.held(cast, report)
        for end in (self._answer, self._close):
            write_again(conversation=held, submission=uuid4(), text=WORDS)
            assert unread(WROTE_AGAIN.key) == ["consultant"]
            end(cast, Conversation.objects.get(pk=held.pk))
            assert unread(WROTE_AGAIN.key) == unread(REPORT_WAITS.key) == []

    def _answer(self, cast: Cast, row: Conversation) -> None:
        facts = {"submission": uuid4(), "text": "Dzień dobry", "by": cast.consultant}
        answer(conversation=row, version=row.version, **facts)  # type: ignore[arg-type]

    def _close(self, cast: Cast, row: Conversation) -> None:
        close(conversation=row, version=row.version, by=cast.consultant)


def test_a_conversation_is_called_by_the_moment_it_came(cast: Cast, report: Conversation) -> None:
    [name] = moments(cast.supervisor, {report.pk}).values()
    assert len(name) == len("22.11.2026, 10:30")
    assert moments(cast.partner_worker, {report.pk}) == {}
