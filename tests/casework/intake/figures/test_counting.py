"""The counts: by Poland's hours, without machines, and the promise as the inbox reckons it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import F

from casework.intake.desk.promise import due_at
from casework.intake.desk.selectors import desk_settings
from casework.intake.figures import counting
from casework.intake.figures.periods import Period, month_of
from casework.intake.figures.tables import figures_of
from casework.intake.models import Conversation, DeskSettings, Message
from casework.partners.models import Need
from tests.casework.intake.figures.making import answered, came
from tests.casework.intake.reports import make_entry_point
from tests.cast import Cast

OCTOBER = month_of(date(2026, 10, 1))
NIGHT = date(2026, 10, 25)


def utc(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


@pytest.fixture(autouse=True)
def _nobody_wrote(cast: Cast) -> None:
    Conversation.objects.all().delete()


def by_hour(period: Period) -> dict[int, int]:
    found = counting.by(counting.HOUR, period, period.before())
    return {hour: now for hour, (now, _then) in found.items()}


def test_in_the_long_night_two_hours_are_two_oclock_and_none_is_lost() -> None:
    for hour in (22, 23, 0, 1, 2):  # UTC; midnight to 3:59 in Poland, with 2 o'clock twice
        day = NIGHT - timedelta(days=1) if hour > 20 else NIGHT
        came(utc(day, hour, 30))
    one = Period(NIGHT, NIGHT)
    assert by_hour(one) == {0: 1, 1: 1, 2: 2, 3: 1}
    came(utc(NIGHT, 22, 59))  # 23:59 of the same long day
    came(utc(NIGHT, 23))  # midnight: the next day's
    assert sum(by_hour(one).values()) == 6


def test_a_day_is_polands_day_and_not_that_of_the_server() -> None:
    came(utc(date(2026, 9, 30), 22))  # midnight in summer: October
    came(utc(date(2026, 9, 30), 21, 59))
    came(utc(date(2026, 10, 31), 22, 59))
    came(utc(date(2026, 10, 31), 23))  # midnight in winter: November
    found = counting.totals(OCTOBER, OCTOBER.before())
    assert found.received == (2, 1)


def test_what_a_machine_may_have_sent_is_counted_apart() -> None:
    came(utc(NIGHT, 9), is_doubtful=True)
    came(utc(NIGHT, 9), channel="chat")
    found = counting.totals(OCTOBER, OCTOBER.before())
    assert (found.received, found.doubtful) == ((1, 0), (1, 0))
    assert counting.by("channel", OCTOBER, OCTOBER.before()) == {"chat": (1, 0)}


def test_needs_languages_and_entry_points_are_counted_beside_the_time_before() -> None:
    needs, point = list(Need.objects.all()[:2]), make_entry_point()
    came(utc(NIGHT, 9), needs=needs, language="uk", entry_point=point)
    came(utc(NIGHT, 10), needs=needs[:1])
    came(utc(date(2026, 9, 2), 10), needs=needs[:1])
    found = {table.key: table for table in figures_of(OCTOBER, OCTOBER.before(), exact=True).tables}
    numbers = {
        key: {row.key: (row.now, row.then) for row in one.rows} for key, one in found.items()
    }
    assert numbers["need"] == {needs[0].key: (2, 1), needs[1].key: (1, 0), "": (0, 0)}
    assert numbers["language"]["uk"] == (1, 0) and numbers["language"]["pl"] == (1, 1)
    assert numbers["entry_point"] == {point.code: (1, 0), "": (1, 1)}
    assert len(numbers["hour"]) == 24 and numbers["hour"]["10"] == (1, 0)


def moments() -> list[datetime]:
    """Around day and night, midnight, and both nights in which clocks change."""
    days = (date(2026, 3, 28), date(2026, 3, 29), NIGHT - timedelta(days=1), NIGHT)
    return [utc(day, hour, minute) for day in days for hour in range(24) for minute in (0, 59)]


@pytest.mark.parametrize(
    ("by_day", "by_night", "begins", "ends"),
    [(30, 120, time(8), time(20)), (60, 1440, time(6, 30), time(22)), (1, 1, time(9), time(17))],
)
def test_the_database_reckons_the_promise_as_the_inbox_does(
    by_day: int, by_night: int, begins: time, ends: time
) -> None:
    settings = DeskSettings(by_day=by_day, by_night=by_night, day_begins=begins, day_ends=ends)
    came_and_answered([(at, due_at(at, settings)) for at in moments()])
    days = Period(date(2026, 3, 1), date(2026, 11, 30))
    parts = [counting.waiting(days, days.before(), settings)[0].parts]
    Message.objects.update(created_at=F("created_at") + timedelta(seconds=1))
    parts.append(counting.waiting(days, days.before(), settings)[0].parts)
    number = len(moments())
    assert parts == [(number, 0, 0, 0, 0), (0, number, 0, 0, 0)]


def came_and_answered(pairs: list[tuple[datetime, datetime]]) -> None:
    """Somebody wrote and had our first word, at these moments."""
    rows = Conversation.objects.bulk_create(
        Conversation(submission=uuid4(), receipt_hash=uuid4().bytes, created_at=at)
        for at, _word in pairs
    )
    Message.objects.bulk_create(
        Message(
            conversation=row, submission=uuid4(), number=1, author="staff", text="x", created_at=at
        )
        for row, (_at, at) in zip(rows, pairs, strict=True)
    )


def test_each_wait_is_of_one_kind() -> None:
    settings = desk_settings()
    now, hour = datetime.now(UTC), timedelta(hours=1)
    today = Period((now - 40 * 24 * hour).date(), now.date() + timedelta(days=1))
    answered(came(now - 30 * 24 * hour), after=5)
    answered(came(now - 29 * 24 * hour), after=3000)
    came(now)
    came(now - 28 * 24 * hour)
    closed = came(now - 27 * 24 * hour)
    Conversation.objects.filter(pk=closed.pk).update(state="closed", waiting_since=None)
    came(now - 26 * 24 * hour, channel="phone")  # somebody wrote it down: nobody waited
    came(now - 26 * 24 * hour, is_doubtful=True)
    found, before = counting.waiting(today, today.before(), settings)
    assert found.parts == (1, 1, 1, 1, 1) and before.parts == (0, 0, 0, 0, 0)
    assert found.median == pytest.approx(1502.5) and before.median is None


def test_the_number_of_questions_does_not_grow(django_assert_num_queries: Any) -> None:
    desk_settings()
    for hour in range(8):
        came(utc(NIGHT, hour), needs=list(Need.objects.all()[:3]), entry_point=None)
    with django_assert_num_queries(11):  # with who talked live
        figures_of(OCTOBER, OCTOBER.before(), exact=True)
    came(utc(NIGHT, 9), entry_point=make_entry_point())
    with django_assert_num_queries(11):  # with the names of the entry points
        figures_of(OCTOBER, OCTOBER.before(), exact=False)
