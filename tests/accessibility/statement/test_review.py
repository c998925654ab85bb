"""The yearly review: when it is due, who is told, and that nobody is told twice."""

import datetime
from unittest import mock

import pytest
from django.conf import settings
from django.utils import translation

from accessibility.statement import home, tasks
from accessibility.statement.actions import AlreadyReminded, publish_statement, remind_of_review
from accessibility.statement.choices import ReminderKind
from accessibility.statement.models import Edition, ReviewReminder, Statement
from accessibility.statement.notices import REVIEW
from accessibility.statement.review import next_review, reminder_on
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification, OutboxMessage
from tests.accessibility.statement.making import whole_statement
from tests.cast import Cast, make_person

DUE = datetime.date(2027, 3, 31)
day = datetime.date
AUTUMN = day(2026, 11, 22)


@pytest.mark.parametrize(
    ("prepared", "reviewed", "due"),
    [
        (day(2026, 3, 2), None, DUE),
        (day(2026, 11, 22), None, DUE),
        (day(2026, 3, 2), day(2027, 1, 4), day(2028, 3, 31)),
        (None, None, None),
    ],
)
def test_it_is_due_on_31_march_of_the_next_year(
    prepared: datetime.date | None, reviewed: datetime.date | None, due: datetime.date | None
) -> None:
    assert next_review(Statement(prepared_on=prepared, reviewed_on=reviewed)) == due


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (day(2026, 12, 31), None),
        (day(2027, 1, 31), None),
        (day(2027, 2, 1), ReminderKind.FIRST),
        (day(2027, 3, 16), ReminderKind.FIRST),
        (day(2027, 3, 17), ReminderKind.LAST),
        (day(2027, 3, 31), ReminderKind.LAST),
        (day(2027, 4, 1), ReminderKind.OVERDUE),
    ],
)
def test_it_calls_early_in_the_last_fortnight_and_when_it_is_late(
    today: datetime.date, kind: ReminderKind | None
) -> None:
    assert reminder_on(today, DUE) == kind


@pytest.fixture
def published(cast: Cast, whole: Statement) -> Edition:
    return publish_statement(version=whole.version, by=cast.administrator)


def run_on(today: datetime.date) -> int:
    with mock.patch("django.utils.timezone.localdate", return_value=today):
        return int(tasks.recall_review.run())


def letters() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.order_by("to"))


@pytest.mark.usefixtures("published")
class TestLetters:
    def test_nobody_is_told_while_it_is_far_off(self) -> None:
        assert run_on(day(2027, 1, 31)) == 0
        assert letters() == []

    def test_administrators_are_told_once_however_often_the_clock_strikes(self, cast: Cast) -> None:
        second = make_person(Role.CITY_ADMIN, email="second@city.example")
        assert [run_on(day(2027, 2, turn)) for turn in (1, 1, 2, 28)] == [2, 0, 0, 0]
        assert [one.to for one in letters()] == sorted([cast.administrator.email, second.email])

    def test_each_reminder_has_its_own_letter(self) -> None:
        days = (day(2027, 2, 1), day(2027, 3, 17), day(2027, 4, 1), day(2027, 5, 1))
        assert [run_on(today) for today in days] == [1, 1, 1, 0]
        assert ReviewReminder.objects.count() == 3

    def test_who_left_is_not_told_and_a_successor_is(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
        assert run_on(day(2027, 2, 1)) == 0
        make_person(Role.CITY_ADMIN, email="second@city.example")
        assert run_on(day(2027, 2, 2)) == 1

    def test_a_review_ends_it(self, published: Edition) -> None:
        Edition.objects.filter(pk=published.pk).update(reviewed_on=day(2027, 1, 20))
        assert run_on(day(2027, 2, 1)) == 0

    def test_the_letter_speaks_the_persons_language_and_names_the_day(self, cast: Cast) -> None:
        run_on(day(2027, 2, 1))
        (letter,) = letters()
        assert letter.subject == "Gdansk: przegląd deklaracji dostępności"
        assert "31.03.2027" in letter.body and "Dostępność" in letter.body

    def test_it_stands_in_the_list_too_and_the_letter_leads_to_it(self, cast: Cast) -> None:
        run_on(day(2027, 2, 1))
        row = Notification.objects.get()
        assert (row.person, row.kind) == (cast.administrator, REVIEW.key)
        assert f"/pl/staff/notifications/{row.pk}/" in letters()[0].body
        assert REVIEW.address(None) == "/pl/staff/accessibility/statement/"

    def test_a_late_one_says_so(self) -> None:
        run_on(day(2027, 4, 1))
        assert "minął 31.03.2027" in letters()[0].body

    def test_two_workers_write_one_letter(self) -> None:
        remind_of_review(due_on=DUE, kind=ReminderKind.FIRST)
        with pytest.raises(AlreadyReminded):
            remind_of_review(due_on=DUE, kind=ReminderKind.FIRST)
        with mock.patch.object(ReviewReminder.objects, "filter") as seen:
            seen.return_value.exists.return_value = False  # read before the other one wrote
            assert run_on(day(2027, 2, 1)) == 0
        assert len(letters()) == 1

    def test_it_is_recorded_as_the_clocks(self) -> None:
        run_on(day(2027, 2, 1))
        event = AuditEvent.objects.get(verb="statement.review_recalled")
        assert (event.actor_id, event.details) == (None, {"kind": "first"})


def test_a_city_without_a_statement_has_no_review(cast: Cast) -> None:
    assert run_on(day(2027, 4, 1)) == 0


def test_the_clock_sends_it_to_every_city() -> None:
    names = [entry["args"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [tasks.recall_review.name] in names


class TestHome:
    """What needs the administrator now."""

    @pytest.fixture(autouse=True)
    def _in_english(self) -> object:
        with translation.override("en"):
            yield

    def rows(self, user: User, today: datetime.date = AUTUMN) -> list[tuple[str, str]]:
        with mock.patch("django.utils.timezone.localdate", return_value=today):
            panel = home.statement_to_do(user)
        return [(str(row.text), str(row.meta)) for row in panel.rows] if panel else []

    def test_a_statement_that_is_not_public_says_how_much_is_missing(self, cast: Cast) -> None:
        ((text, meta),) = self.rows(cast.administrator)
        assert text == "Publish the accessibility statement" and "answers are missing" in meta
        whole_statement(by=cast.administrator)
        assert self.rows(cast.administrator) == [(text, "complete")]

    def test_changes_that_are_not_public(self, cast: Cast, published: Edition) -> None:
        assert self.rows(cast.administrator) == []
        whole_statement(by=cast.administrator, phone="")
        expected = ("Publish the changes of the statement", "1 answer is missing")
        assert self.rows(cast.administrator) == [expected]

    def test_a_review_that_is_near_and_one_that_is_late(
        self, cast: Cast, published: Edition
    ) -> None:
        ((text, meta),) = self.rows(cast.administrator, day(2027, 3, 1))
        assert text == "Review the accessibility statement"
        assert meta.startswith("due on") and "31 March 2027" in meta
        assert self.rows(cast.administrator, day(2027, 4, 1))[0][1].startswith("overdue")

    def test_nobody_else_sees_it(self, cast: Cast) -> None:
        for user in (cast.consultant, cast.officer, cast.coordinator):
            assert home.statement_to_do(user) is None
