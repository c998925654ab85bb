"""Who is told that somebody waits for a word, and until when."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.intake import notices
from casework.intake.actions import answer, claim, close, release, write_again
from casework.intake.models import Conversation
from casework.intake.notices import REPORT_WAITS, WROTE_AGAIN, moments
from casework.intake.selectors import who_sees
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import know_memberships, people_who_hold
from ostoja.accounts.models import Membership, User
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from tests.casework.intake.reports import WORDS, make_report
from tests.cast import Cast
from tests.platform.ostoja.accounts.people import make_user

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


def test_many_are_asked_about_at_once_and_the_answer_is_the_same(
    cast: Cast, report: Conversation, django_assert_num_queries: Any
) -> None:
    people = list(User.objects.all())
    know_memberships(people)
    with django_assert_num_queries(1):
        seen = who_sees(people, report.pk)
    assert seen == {one.pk for one in people if moments(one, {report.pk})}
    assert 0 < len(seen) < len(people)
    assert who_sees(people, uuid4()) == set()


class TestAReportIsKept:
    """Whatever becomes of the news of it."""

    def everybody_chose(self, channels: object) -> None:
        Choices.objects.all().delete()
        for person in people_who_hold(Permission.CONVERSATION_ANSWER):
            Choices.objects.create(person=person, channels=channels)

    @pytest.mark.parametrize(
        "channels",
        [
            {REPORT_WAITS.key: {"in_app": True, "mail": "sms"}},
            {REPORT_WAITS.key: {"in_app": "perhaps", "mail": "none"}},
            {REPORT_WAITS.key: {"mail": "none"}},
            {REPORT_WAITS.key: ["none"]},
            [],
        ],
    )
    def test_what_a_consultant_chose_in_another_version_stops_nothing(
        self, cast: Cast, channels: object
    ) -> None:
        self.everybody_chose(channels)
        report = make_report()
        assert report.messages.get().text == WORDS
        assert unread(REPORT_WAITS.key) == BOTH

    @pytest.fixture(params=["the code", "the database"])
    def broken(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nobody can be told of anything."""

        def fails(*_args: object, **_facts: object) -> None:
            if request.param == "the code":
                raise ValueError("anna@city.example " + WORDS)
            with connection.cursor() as cursor:
                cursor.execute("insert into nowhere values ('anna@city.example')")

        monkeypatch.setattr(notices, "notify", fails)

    @pytest.mark.usefixtures("broken")
    def test_though_nobody_can_be_told(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        report = make_report()
        assert report.messages.get().text == WORDS
        assert not Notification.objects.exists()
        [logged] = caplog.records
        assert logged.levelname == "ERROR" and REPORT_WAITS.key in logged.getMessage()
        assert " > fails:" in logged.getMessage(), "where it failed"
        assert "anna" not in caplog.text and WORDS not in caplog.text

    @pytest.mark.usefixtures("broken")
    def test_and_so_is_what_the_resident_adds(self, cast: Cast) -> None:
        report = claim(conversation=make_report(), by=cast.consultant)
        write_again(conversation=report, submission=uuid4(), text="I jeszcze coś.")
        assert report.messages.count() == 2

    @pytest.mark.parametrize("mail", ["none", "at_once"])
    def test_it_costs_the_same_for_two_consultants_and_for_twelve(
        self, cast: Cast, mail: str
    ) -> None:
        own = Membership.objects.get(user=cast.consultant)
        make_report()  # the facts of the city are remembered from now on
        counted = []
        for more in (0, 10):
            for number in range(more):
                person = make_user(f"another{number}@gdansk.example")
                Membership.objects.create(user=person, role=own.role, group=own.group)
            self.everybody_chose({REPORT_WAITS.key: {"in_app": True, "mail": mail}})
            with CaptureQueriesContext(connection) as asked:
                report = make_report()
            told = Notification.objects.filter(about=report.pk)
            assert told.count() == 2 + more
            letters = OutboxMessage.objects.filter(pk__in=told.values("pk"))
            assert letters.count() == (told.count() if mail == "at_once" else 0)
            counted.append(len(asked))
        assert counted[0] == counted[1] <= 17, counted
