"""Quiet hours: what is held, until when, on every kind of night."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ostoja.notifications.actions import choose
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, OutboxMessage
from ostoja.notifications.outbox import deliver_due
from ostoja.notifications.quiet import WARSAW, held_until
from ostoja.notifications.selectors import Channels
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, tell

NIGHT = (time(22), time(6))
NOON = (time(12), time(13))


def quiet(hours: tuple[time, time]) -> Choices:
    return Choices(quiet_from=hours[0], quiet_to=hours[1])


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        (NIGHT, "2026-11-23 21:59:59", None),
        (NIGHT, "2026-11-23 22:00:00", "2026-11-24 06:00"),
        (NIGHT, "2026-11-24 02:00:00", "2026-11-24 06:00"),
        (NIGHT, "2026-11-24 05:59:59", "2026-11-24 06:00"),
        (NIGHT, "2026-11-24 06:00:00", None),
        (NIGHT, "2026-12-31 23:30:00", "2027-01-01 06:00"),
        (NOON, "2026-11-23 11:59:00", None),
        (NOON, "2026-11-23 12:00:00", "2026-11-23 13:00"),
        (NOON, "2026-11-23 13:00:00", None),
    ],
)
def test_until_when(hours: tuple[time, time], now: str, until: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=WARSAW)
    found = held_until(quiet(hours), kind(), at)
    expected = None if until is None else datetime.fromisoformat(until).replace(tzinfo=WARSAW)
    assert found == expected


def test_it_is_polands_clock_in_both_nights_of_a_change() -> None:
    """Six in the morning is five in UTC in winter and four in summer."""
    back = held_until(quiet(NIGHT), kind(), datetime(2026, 10, 24, 21, tzinfo=UTC))
    forward = held_until(quiet(NIGHT), kind(), datetime(2026, 3, 28, 22, tzinfo=UTC))
    assert back == datetime(2026, 10, 25, 5, tzinfo=UTC)
    assert forward == datetime(2026, 3, 29, 4, tzinfo=UTC)


def test_without_quiet_hours_nothing_is_held() -> None:
    now = datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert held_until(None, kind(), now) is None
    assert held_until(Choices(), kind(), now) is None


def test_what_cannot_wait_is_never_held() -> None:
    now = datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert held_until(quiet(NIGHT), kind(pressing=True), now) is None
    assert held_until(quiet(NIGHT), None, now) is not None


class TestTelling:
    def all_day(self, cast: Cast, made: Kind) -> None:
        """Quiet from now on for a long time, whenever the test runs."""
        now = datetime.now(WARSAW)
        begins, ends = time(now.hour), time((now.hour + 12) % 24)
        channels = {made: Channels(True, Mail.AT_ONCE)}
        hours = (begins, ends)
        choose(
            person=cast.consultant, version=0, channels=channels, quiet=hours, by=cast.consultant
        )

    def test_an_e_mail_waits_until_they_end(self, cast: Cast, mailoutbox: list[Any]) -> None:
        made = kind()
        self.all_day(cast, made)
        tell(made, cast.consultant, cast.colleague)
        assert deliver_due() == 1
        [sent] = mailoutbox
        assert sent.to == [cast.colleague.email]
        held = OutboxMessage.objects.get(to=cast.consultant.email)
        assert held.next_attempt_at.astimezone(WARSAW).minute == 0

    def test_a_call_for_help_does_not(self, cast: Cast, mailoutbox: list[Any]) -> None:
        made = kind(pressing=True)
        self.all_day(cast, made)
        tell(made, cast.consultant)
        assert deliver_due() == 1 and len(mailoutbox) == 1


def test_they_begin_and_end(cast: Cast) -> None:
    for begins, ends in ((time(22), None), (None, time(6)), (time(6), time(6))):
        with pytest.raises(IntegrityError, match="quiet_hours_begin"), transaction.atomic():
            Choices.objects.create(person=cast.consultant, quiet_from=begins, quiet_to=ends)


def test_the_kinds_that_cannot_wait_are_few() -> None:
    from ostoja.notifications.kinds import every_kind

    pressing = {one.key for one in every_kind() if one.pressing}
    assert pressing == {
        "conversation-help",
        "conversation-danger",
        "breach-noticed",
        "breach-ends-soon",
        "incident-declared",
        "incident-called-up",
        "intervention-opened",
        "visit-alarm",
        "visit-overdue",
    }
