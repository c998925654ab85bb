"""Two releases beside each other: what the earlier one writes now, and the way back to it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casework.meetings.models import Attendance, Meeting
from tenants.fence import Power, entered
from tests.casework.meetings.making import attend, invite, make_meeting, noon
from tests.cast import Cast, make_cast

BEFORE = ("meetings", "0001_initial")
AFTER = ("meetings", "0002_series_and_invitations")


def as_before(name: str) -> Any:
    """A model as the release before invitations knows it."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state([BEFORE]).apps.get_model("meetings", name)


def migrate(target: tuple[str, str]) -> None:
    with entered("gdynia", Power.OWNER):
        MigrationExecutor(connection).migrate([target])


def test_the_release_before_still_writes(cast: Cast) -> None:
    facts = {"submission": uuid4(), "host_id": cast.partner.pk, "starts_at": noon()}
    written = as_before("Meeting").objects.create(**facts)
    as_before("Attendance").objects.create(
        meeting_id=written.pk, organisation_id=cast.partner.pk, people=3
    )
    row = Attendance.objects.get()
    assert (row.invited, row.presence, row.people) == (False, "came", 3)
    assert Meeting.objects.get().series == ""


@pytest.mark.usefixtures("committed_database")
def test_who_did_not_come_has_not_come_after_the_way_back() -> None:
    with entered("gdynia"):
        cast = make_cast()
        meeting = make_meeting(cast.partner)
        invite(meeting, cast.partner)
        invite(meeting, cast.other_partner, presence="excused")
        attend(meeting, cast.centre, 3)
    migrate(BEFORE)
    with entered("gdynia"):
        rows = as_before("Attendance").objects.values_list("organisation_id", "people")
        assert list(rows) == [(cast.centre.pk, 3)]
    migrate(AFTER)
    with entered("gdynia"):
        again = Attendance.objects.values_list("organisation_id", "invited", "presence")
        assert list(again) == [(cast.centre.pk, False, "came")]
