"""The daily e-mail: one at seven on Poland's clock, of what was not read."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.utils.translation import ngettext_lazy

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications import digest, outbox, tasks
from ostoja.notifications.actions import choose, mark_read
from ostoja.notifications.choices import Mail
from ostoja.notifications.digest import NothingWaits, morning, send_digests, write_digest
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.notifications.selectors import Channels
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, modules, rows_of, tell

SEVEN = datetime(2026, 11, 23, 6, tzinfo=UTC)  # 7:00 in Warsaw
NOON = SEVEN + timedelta(hours=5)
DAY = timedelta(days=1)


@pytest.fixture
def daily(cast: Cast) -> Kind:
    """A kind that comes in the daily e-mail."""
    counted = ngettext_lazy("%(number)d unread", "%(number)d are unread", "number")
    return kind("daily", mail=Mail.DIGEST, counted=counted)


def told(daily: Kind, person: User, at: datetime = SEVEN - timedelta(hours=1)) -> None:
    """Tell the person of something that happened at this moment."""
    event = uuid4()
    tell(daily, person, event=event)
    Notification.objects.filter(event=event).update(created_at=at)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 23, 5, 59, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 5, tzinfo=UTC)),
        # Shortly after midnight in Warsaw it is still the day before in UTC.
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 2, 5, tzinfo=UTC)),
        # The nights on which the clock goes forward (29 March) and back (25 October).
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 28, 6, tzinfo=UTC)),
        (datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 24, 5, tzinfo=UTC)),
        (datetime(2026, 10, 25, 12, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
    ],
)
def test_it_is_seven_on_polands_clock(now: datetime, expected: datetime) -> None:
    assert morning(now) == expected


def test_nothing_goes_before_seven_and_one_after_it(cast: Cast, daily: Kind) -> None:
    for _ in range(3):
        told(daily, cast.consultant)
    rounds = [SEVEN - timedelta(minutes=1), SEVEN, SEVEN + timedelta(minutes=5), NOON]
    assert [send_digests(at) for at in rounds] == [0, 1, 0, 0]
    message = OutboxMessage.objects.get()
    assert message.to == cast.consultant.email
    assert message.subject == "Gdansk: czekają na Ciebie 3 powiadomienia"
    assert "- 3 are unread\n" in message.body
    assert "http://gdansk.localhost:8000/pl/staff/notifications/\n" in message.body


def test_a_choice_that_cannot_be_read_stops_nobodys_e_mail(cast: Cast, daily: Kind) -> None:
    Choices.objects.create(
        person=cast.consultant, channels={daily.key: {"in_app": True, "mail": "sms"}}
    )
    for person in (cast.consultant, cast.colleague):
        told(daily, person)
    assert send_digests(SEVEN) == 2


@pytest.mark.parametrize("step", [timedelta(minutes=5), timedelta(minutes=37)])
@pytest.mark.parametrize(
    "last", [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)]
)
def test_over_a_night_in_which_the_clock_changes_there_is_one_a_day(
    cast: Cast, daily: Kind, last: datetime, step: timedelta
) -> None:
    """The clock strikes for three days; something new waits each night."""
    for days in range(3):
        told(daily, cast.consultant, last + days * DAY)
    strikes = [last + at * step for at in range(int(3 * DAY / step))]
    hours = [at for at in strikes if send_digests(at)]
    assert [at.astimezone(digest.WARSAW).hour for at in hours] == [7, 7, 7]
    assert OutboxMessage.objects.count() == 3


def test_what_came_after_seven_waits_for_the_next_day(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    told(daily, cast.consultant, SEVEN + timedelta(seconds=1))
    assert [send_digests(at) for at in (NOON, NOON + DAY)] == [1, 1]
    assert OutboxMessage.objects.filter(body__isnull=False).count() == 2


def test_what_was_committed_late_makes_no_second_e_mail_on_that_day(
    cast: Cast, daily: Kind
) -> None:
    told(daily, cast.consultant)
    assert send_digests(SEVEN) == 1
    told(daily, cast.consultant)  # begun before seven, committed after the round
    assert [send_digests(at) for at in (NOON, SEVEN + DAY)] == [0, 1]


def test_a_day_that_was_missed_goes_with_the_next(cast: Cast, daily: Kind) -> None:
    for days in range(3):
        told(daily, cast.consultant, SEVEN - days * DAY - timedelta(hours=1))
    assert send_digests(NOON) == 1
    assert "- 3 are unread" in OutboxMessage.objects.get().body


def test_each_person_gets_their_own_in_their_language(cast: Cast, daily: Kind) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(language="en")
    told(daily, cast.consultant)
    told(daily, User.objects.get(pk=cast.colleague.pk))
    assert send_digests(NOON) == 2
    subjects = dict(OutboxMessage.objects.values_list("to", "subject"))
    assert subjects == {
        cast.consultant.email: "Gdansk: czeka na Ciebie 1 powiadomienie",
        cast.colleague.email: "Gdansk: 1 thing waits for you",
    }


def test_what_was_read_is_not_counted(cast: Cast, daily: Kind) -> None:
    for _ in range(2):
        told(daily, cast.consultant)
    mark_read(notification=rows_of(cast.consultant)[0], by=cast.consultant)
    send_digests(NOON)
    assert "- 1 unread" in OutboxMessage.objects.get().body


def test_who_read_everything_gets_none(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    mark_read(notification=rows_of(cast.consultant)[0], by=cast.consultant)
    assert [send_digests(NOON), send_digests(NOON + DAY)] == [0, 0]
    assert not OutboxMessage.objects.exists()
    assert rows_of(cast.consultant)[0].digested_at


def test_who_lost_access_meanwhile_is_not_told(cast: Cast) -> None:
    open_to: set[UUID] = {cast.consultant.pk}

    def door(person: User, things: set[UUID]) -> dict[UUID, str]:
        return dict.fromkeys(things, "") if person.pk in open_to else {}

    made = kind(names=door, mail=Mail.DIGEST)
    tell(made, cast.consultant, about=uuid4())
    Notification.objects.update(created_at=SEVEN - DAY)
    open_to.clear()
    assert send_digests(NOON) == 0


def test_what_was_switched_off_meanwhile_is_not_told(cast: Cast) -> None:
    modules("meetings")
    made = kind(module="meetings", mail=Mail.DIGEST)
    told(made, cast.consultant)
    modules("cases")
    assert send_digests(NOON) == 0


def test_who_wants_no_e_mail_any_more_gets_none(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    never = {daily: Channels(True, Mail.NONE)}
    choose(person=cast.consultant, version=0, channels=never, by=cast.consultant)
    assert send_digests(NOON) == 0


def test_who_left_gets_none(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    User.objects.filter(pk=cast.consultant.pk).update(is_active=False)
    assert send_digests(NOON) == 0


def test_one_that_fails_stops_no_other(
    cast: Cast, daily: Kind, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write = outbox.queue

    def fail(messages: list[OutboxMessage]) -> None:
        if messages[0].to == cast.consultant.email:
            raise RuntimeError
        write(messages)

    monkeypatch.setattr(digest, "queue", fail)
    told(daily, cast.consultant)
    told(daily, cast.colleague)
    assert send_digests(NOON) == 1
    assert cast.consultant.email not in caplog.text
    monkeypatch.setattr(digest, "queue", write)
    assert send_digests(NOON) == 1


def test_of_two_workers_the_second_finds_nothing(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    assert write_digest(person=cast.consultant, until=morning(NOON))
    with pytest.raises(NothingWaits):
        write_digest(person=cast.consultant, until=morning(NOON))
    assert OutboxMessage.objects.count() == 1


def test_it_is_recorded_as_the_clocks(cast: Cast, daily: Kind) -> None:
    told(daily, cast.consultant)
    send_digests(NOON)
    event = AuditEvent.objects.get(verb="notification.digest_written")
    assert (event.actor_id, event.details) == (None, {"number": 1})


def test_the_clock_asks_every_city(cast: Cast, daily: Kind) -> None:
    names = [entry["args"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [tasks.write_digests.name] in names
    told(daily, cast.consultant, SEVEN - 400 * DAY)
    here = {"ostoja_schema": "city_gdansk"}
    sent = tasks.write_digests.apply(headers=here).get()
    later_than_seven = datetime.now(UTC) >= morning(datetime.now(UTC))
    assert sent == int(later_than_seven)
