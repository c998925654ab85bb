"""Reading and choosing: the change, the refusal, the audit row, two windows."""

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.utils import timezone

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.notifications import actions, selectors
from ostoja.notifications.actions import CannotChoose, choose, mark_all_read, mark_read, to_digest
from ostoja.notifications.choices import Mail
from ostoja.notifications.models import Choices, Notification
from ostoja.notifications.selectors import Channels, channels
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, rows_of, tell

NEVER = Channels(False, Mail.NONE)


def test_reading_twice_changes_nothing_the_second_time(cast: Cast) -> None:
    tell(kind(), cast.consultant)
    [row] = rows_of(cast.consultant)
    first = mark_read(notification=row, by=cast.consultant).read_at
    assert first is not None
    assert mark_read(notification=row, by=cast.consultant).read_at == first
    assert AuditEvent.objects.filter(verb="notification.read").count() == 2


def test_all_are_read_that_were_there(cast: Cast) -> None:
    made, now = kind(), timezone.now()
    for minutes in (1, 0, -1):
        event = uuid4()
        tell(made, cast.consultant, event=event)
        at = now + timedelta(minutes=minutes)
        Notification.objects.filter(event=event).update(created_at=at)
    tell(made, cast.colleague)
    assert mark_all_read(person=cast.consultant, until=now, by=cast.consultant) == 2
    assert [row.read_at is None for row in rows_of(cast.consultant)] == [True, False, False]
    assert rows_of(cast.colleague)[0].read_at is None
    event_row = AuditEvent.objects.get(verb="notification.all_read")
    assert (event_row.actor_id, event_row.details) == (cast.consultant.pk, {"number": 2})


class TestChoosing:
    def test_a_choice_is_kept_and_the_others_stay(self, cast: Cast) -> None:
        first, second = kind("first"), kind("second")
        row = choose(person=cast.consultant, version=0, channels={first: NEVER}, by=cast.consultant)
        assert row.version == 1
        daily = {second: Channels(True, Mail.DIGEST)}
        row = choose(person=cast.consultant, version=1, channels=daily, by=cast.consultant)
        assert row.version == 2
        kept = Choices.objects.get().channels
        assert channels(first, kept) == NEVER
        assert channels(second, kept) == daily[second]
        assert AuditEvent.objects.filter(verb="notification.choices_changed").count() == 2

    def test_what_cannot_be_read_gives_way_to_a_choice(self, cast: Cast) -> None:
        made = kind()
        Choices.objects.create(person=cast.consultant, channels=["none"])
        choose(person=cast.consultant, version=1, channels={made: NEVER}, by=cast.consultant)
        assert channels(made, Choices.objects.get().channels) == NEVER

    @pytest.mark.parametrize("version", [0, 2, 7])
    def test_another_window_was_quicker(self, cast: Cast, version: int) -> None:
        made = kind()
        choose(person=cast.consultant, version=0, channels={made: NEVER}, by=cast.consultant)
        with pytest.raises(StaleObject):
            choose(person=cast.consultant, version=version, channels={}, by=cast.consultant)
        assert channels(made, Choices.objects.get().channels) == NEVER

    def test_a_version_of_nothing_is_stale(self, cast: Cast) -> None:
        with pytest.raises(StaleObject):
            choose(person=cast.consultant, version=3, channels={}, by=cast.consultant)
        assert not Choices.objects.exists()

    def test_of_two_first_choices_at_once_one_is_told(self, cast: Cast) -> None:
        choose(person=cast.consultant, version=0, channels={}, by=cast.consultant)
        unsaved = Choices(person=cast.consultant, version=0)
        found = selectors.choices_of
        with (
            mock.patch.object(actions, "choices_of", side_effect=[unsaved, found(cast.consultant)]),
            pytest.raises(StaleObject),
        ):
            choose(person=cast.consultant, version=0, channels={}, by=cast.consultant)
        assert Choices.objects.get().version == 1

    def test_what_must_be_told_cannot_be_chosen(self, cast: Cast) -> None:
        made = kind(always="The law says so.")
        with pytest.raises(CannotChoose) as refused:
            choose(person=cast.consultant, version=0, channels={made: NEVER}, by=cast.consultant)
        assert refused.value.kind is made
        assert not Choices.objects.exists()

    def test_everything_at_once_leaves_what_must_be_told(self) -> None:
        free, fixed = kind("free"), kind("fixed", always="The law says so.")
        now = Channels(False, Mail.AT_ONCE)
        assert to_digest([(free, now), (fixed, now)]) == {free: Channels(False, Mail.DIGEST)}
