"""What the database itself refuses."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.visits.models import Alarm, Visit, VisitSettings, VisitStep, VisitWorker
from casework.visits.selectors import settings_here
from tests.casework.visits.making import make_inside, make_visit, minutes
from tests.cast import Cast


def refused(name: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize("changes", [{"minutes": 4}, {"minutes": 721}])
def test_a_visit_lasts_a_while(cast: Cast, changes: dict[str, Any]) -> None:
    visit = Visit.objects.filter(pk=make_visit(cast).pk)
    refused("visit_lasts_a_while", lambda: visit.update(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "over", "outcome": "met"},
        {"state": "over", "ended_at": timezone.now()},
        {"outcome": "met"},
        {"ended_at": timezone.now()},
    ],
)
def test_a_visit_that_is_over_says_how_it_went(cast: Cast, changes: dict[str, Any]) -> None:
    visit = Visit.objects.filter(pk=make_visit(cast).pk)
    refused("visit_over_says_how_it_went", lambda: visit.update(**changes))


def test_a_visit_under_way_has_an_end_after_its_begin(cast: Cast) -> None:
    visit = Visit.objects.filter(pk=make_visit(cast).pk)
    refused("visit_under_way_has_an_end", lambda: visit.update(state="under_way"))
    now = timezone.now()
    inside = Visit.objects.filter(pk=make_inside(cast, 30).pk)
    refused("visit_under_way_has_an_end", lambda: inside.update(checked_in_at=now, ends_at=now))


def test_nobody_goes_twice(cast: Cast) -> None:
    visit = make_visit(cast)
    refused(
        "visit_nobody_goes_twice",
        lambda: VisitWorker.objects.create(visit=visit, person=cast.consultant),
    )


@pytest.mark.parametrize(("kind", "more"), [("extended", None), ("checked_in", 15)])
def test_only_an_extension_says_how_long(cast: Cast, kind: str, more: int | None) -> None:
    visit = make_visit(cast)
    refused(
        "visit_extension_says_how_long",
        lambda: VisitStep.objects.create(
            submission=uuid4(), visit=visit, kind=kind, at=timezone.now(), minutes=more
        ),
    )


def test_a_visit_has_one_open_alarm(cast: Cast) -> None:
    visit = make_visit(cast)
    now = timezone.now()
    Alarm.objects.create(
        visit=visit, reason="help", taken_at=now, closed_at=now + minutes(1), done="Nic."
    )
    Alarm.objects.create(visit=visit, reason="help")
    refused("alarm_one_open", lambda: Alarm.objects.create(visit=visit, reason="no_check_in"))


@pytest.mark.parametrize("taken", [None, minutes(1)])
def test_an_alarm_is_taken_before_it_is_closed(cast: Cast, taken: Any) -> None:
    now = timezone.now()
    refused(
        "alarm_taken_before_it_is_closed",
        lambda: Alarm.objects.create(
            visit=make_visit(cast),
            reason="help",
            closed_at=now,
            taken_at=now + taken if taken else None,
        ),
    )


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("visit_minutes_within_two_hours", {"grace": 0}),
        ("visit_minutes_within_two_hours", {"third": 121}),
        ("visit_supervisors_after_who_is_on_duty", {"second": 20, "third": 20}),
        ("visit_settings_only", {"only": False}),
    ],
)
def test_the_minutes_make_sense(cast: Cast, name: str, changes: dict[str, Any]) -> None:
    row = VisitSettings.objects.filter(pk=settings_here().pk)
    refused(name, lambda: row.update(**changes))
