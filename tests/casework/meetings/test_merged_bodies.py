"""Two records of one body become one: it was at each meeting once."""

from typing import Any

import pytest
from django.utils import timezone

from casework.meetings.models import Attendance, Meeting
from casework.partners.actions import separate_organisations
from casework.partners.models import Organisation
from tests.casework.partners.doubles import double_of, merge
from tests.cast import Cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    from uuid import uuid4

    return Meeting.objects.create(
        submission=uuid4(), host=double_of(cast), starts_at=timezone.now()
    )


def there(meeting: Meeting, body: Organisation, **facts: Any) -> Attendance:
    return Attendance.objects.create(meeting=meeting, organisation=body, **facts)


def said(meeting: Meeting) -> set[tuple[str, str, int | None]]:
    rows = meeting.attendances.select_related("organisation")
    return {(one.organisation.key, one.presence, one.people) for one in rows}


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        ({"presence": "came", "people": 2}, {"presence": "came", "people": 3}, ("came", 2)),
        ({"presence": "excused"}, {"presence": "came", "people": 3}, ("came", 3)),
        ({"presence": "came"}, {"presence": "expected", "invited": True}, ("came", None)),
    ],
    ids=["both came", "one came", "one was expected"],
)
def test_what_says_more_stays(
    cast: Cast, meeting: Meeting, ours: Any, theirs: Any, kept: tuple[str, int | None]
) -> None:
    double = meeting.host
    there(meeting, cast.partner, **ours)
    there(meeting, double, **theirs)
    before = said(meeting)
    made = merge(cast, cast.partner, double)
    meeting.refresh_from_db()
    assert meeting.host == cast.partner
    assert said(meeting) == {("partner", *kept)}
    separate_organisations(merge=made, by=cast.coordinator)
    meeting.refresh_from_db()
    assert meeting.host == double and said(meeting) == before
