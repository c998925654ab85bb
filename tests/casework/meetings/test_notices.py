"""What bodies took on comes back to their people when it is due, once for each day."""

import pytest
from django.conf import settings
from django.urls import reverse

from casework.meetings import tasks
from casework.meetings.actions import close_outcome, keep_open
from casework.meetings.choices import OutcomeState
from casework.meetings.models import Meeting, Outcome
from casework.meetings.notices import OUTCOME_DUE, texts
from casework.meetings.selectors import to_recall
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.choices import Mail
from ostoja.notifications.models import Notification
from tests.casework.meetings.making import make_action, make_meeting, make_outcome, today
from tests.cast import Cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting of today."""
    return make_meeting(cast.partner)


def recall() -> int:
    return int(tasks.recall_due_outcomes.run())


def told() -> list[str]:
    rows = Notification.objects.values_list("person__email", flat=True)
    return sorted(email.partition("@")[0] for email in rows)


@pytest.mark.parametrize(("in_days", "number"), [(-1, 0), (0, 1), (3, 1), (4, 0)])
def test_it_comes_within_three_days_of_its_day(
    cast: Cast, meeting: Meeting, in_days: int, number: int
) -> None:
    make_action(meeting, cast.partner, in_days)
    assert recall() == number
    assert told() == ["coalition-member"] * number


def test_however_often_the_clock_strikes_it_is_told_once(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, 1)
    assert [recall() for _ in range(3)] == [1, 0, 0]
    assert AuditEvent.objects.get(verb="outcome.recalled").details == {"told": 1}
    assert Notification.objects.get().about == outcome.pk
    assert Notification.objects.get().mail == Mail.DIGEST


def test_put_off_it_waits_no_more_and_comes_again(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, 1)
    recall()
    keep_open(pk=outcome.pk, version=outcome.version, due_on=today(2), by=cast.member)
    assert Notification.objects.filter(read_at=None).count() == 0
    assert recall() == 1
    assert Notification.objects.filter(read_at=None).count() == 1


def test_done_it_waits_for_nobody(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, 1)
    recall()
    done = OutcomeState.DONE
    close_outcome(pk=outcome.pk, version=outcome.version, state=done, by=cast.member)
    assert not Notification.objects.filter(read_at=None).exists()
    assert recall() == 0


def test_nobody_is_called_to_what_is_closed_or_nobodys(cast: Cast, meeting: Meeting) -> None:
    make_action(meeting, cast.partner, 1, state=OutcomeState.DONE)
    make_outcome(meeting, due_on=today(1))
    assert to_recall() == []


def test_a_body_without_people_is_asked_again_when_it_has_some(
    cast: Cast, meeting: Meeting
) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_active=False)
    make_action(meeting, cast.partner, 1)
    assert recall() == 0
    User.objects.filter(pk=cast.member.pk).update(is_active=True)
    assert recall() == 1


def test_many_cost_no_more_to_look_for_than_one(
    cast: Cast, meeting: Meeting, django_assert_num_queries: object
) -> None:
    for _ in range(5):
        make_action(meeting, cast.partner, 1)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(to_recall()) == 5


def test_it_leads_to_its_place_on_the_page_of_the_meeting(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, 1)
    expected = f"{reverse('meeting', args=[meeting.pk])}#outcome-{outcome.pk}"
    assert OUTCOME_DUE.address(outcome.pk) == expected
    Outcome.objects.all().delete()
    assert OUTCOME_DUE.address(outcome.pk) == reverse("outcomes")


def test_it_is_called_by_its_text_for_who_sees_meetings(cast: Cast, meeting: Meeting) -> None:
    outcome = make_action(meeting, cast.partner, 1, text="x" * 100)
    assert len(texts(cast.member, {outcome.pk})[outcome.pk]) == 80
    assert texts(cast.consultant, {outcome.pk}) == {}


def test_the_clock_strikes_in_every_city() -> None:
    names = [entry["args"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [tasks.recall_due_outcomes.name] in names
