"""Visits and their case: closing, merging, deletion, reports, and what a copy gives."""

from typing import Any

import pytest
from django.utils import timezone

from casework.cases.actions import separate_cases
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.intake.figures.periods import Period
from casework.reports.of_visits import outreach
from casework.visits.models import Alarm, Visit
from casework.visits.personal import ALARM, VISIT
from casework.visits.retention import WITHOUT_CASE, delete_visits
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.ending_situations import close
from tests.casework.cases.situations import make_case
from tests.casework.cases.test_restricting import restrict
from tests.casework.visits.making import look, make_inside, make_visit
from tests.cast import Cast


def over(visit: Visit, outcome: str = "met") -> Visit:
    """As if they had come back now."""
    Visit.objects.filter(pk=visit.pk).update(state="over", outcome=outcome, ended_at=timezone.now())
    visit.refresh_from_db()
    return visit


def test_a_case_is_closed_when_everybody_is_back(cast: Cast, case: Case) -> None:
    visit = make_visit(cast, case)
    with pytest.raises(NotAllowed, match="outreach visit"):
        close(cast, case)
    over(visit)
    assert close(cast, case).state == "closed"


def test_visits_follow_their_case_and_come_back(cast: Cast) -> None:
    kept, merged = pair(cast)
    visit = make_visit(cast, merged)
    done = merge(cast, kept, merged)
    assert set(kept.visits.all()) == {visit}
    separate_cases(merge=done, by=cast.consultant)
    assert set(merged.visits.all()) == {visit}


def test_visits_go_with_their_case_and_by_themselves_after_two_years(
    cast: Cast, case: Case
) -> None:
    with_case, street = over(make_visit(cast, case)), over(make_visit(cast))
    planned = make_visit(cast)
    assert set(WITHOUT_CASE.rows()) == {street}
    look(make_inside(cast, -21, case))
    delete_visits([case])
    assert with_case not in Visit.objects.all()
    assert set(Visit.objects.all()) == {street, planned}
    assert not Alarm.objects.exists()


def test_reports_count_how_visits_went(cast: Cast, case: Case) -> None:
    for outcome in ("met", "met", "nobody"):
        over(make_visit(cast, case), outcome)
    over(make_visit(cast))
    make_visit(cast)
    secret = make_case(cast)
    over(make_visit(cast, secret))
    restrict(secret, cast.consultant, cast.consultant)
    today = timezone.localdate()
    periods = [Period(today, today)]
    whole, own, others = (
        outreach(periods, body) for body in (None, cast.centre.pk, cast.partner.pk)
    )
    assert whole.counts == own.counts == {"met": [3], "nobody": [1]}
    assert others.counts == {}


def test_a_copy_gives_where_and_what_was_done(cast: Cast, case: Case) -> None:
    look(make_inside(cast, -21, case))
    make_visit(cast)
    roots: Any = {"cases.case": frozenset({case.pk})}
    assert VISIT.rows(roots).count() == ALARM.rows(roots).count() == 1
    assert {"place", "dangers", "outcome", "note"} <= set(VISIT.fields())
    assert "code_word" not in VISIT.fields() and "done" in ALARM.fields()
