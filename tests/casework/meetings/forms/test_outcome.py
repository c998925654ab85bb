"""Forms of outcomes: what each kind and each verdict needs."""

from typing import Any

import pytest
from django.http import QueryDict

from casework.meetings.forms import BookFilterForm, OutcomeForm, VerdictForm
from casework.meetings.models import Meeting, Outcome
from tests.casework.meetings.making import (
    make_action,
    make_outcome,
    parts,
    today,
    typed_action,
    typed_outcome,
)
from tests.cast import Cast


def sent(values: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def errors_of(meeting: Meeting, values: dict[str, Any], outcome: Outcome | None = None) -> set[str]:
    return set(OutcomeForm(sent(values), meeting=meeting, outcome=outcome).errors)


def test_kind_and_words_are_needed(meeting: Meeting) -> None:
    assert errors_of(meeting, {}) == {"kind", "text"}
    assert errors_of(meeting, typed_outcome(kind="x", text=" ")) == {"kind", "text"}
    assert errors_of(meeting, typed_outcome(text="x" * 2001)) == {"text"}
    assert errors_of(meeting, typed_outcome(text="a\x00b")) == {"text"}


@pytest.mark.parametrize("kind", ["decision", "information", "success", "problem"])
def test_nothing_else_is_needed_but_for_an_action(meeting: Meeting, kind: str) -> None:
    assert not errors_of(meeting, typed_outcome(kind=kind))


def test_an_action_needs_somebody_and_a_day(cast: Cast, meeting: Meeting) -> None:
    assert errors_of(meeting, typed_outcome(kind="action")) == {"owner", "due_on"}
    assert not errors_of(meeting, typed_action(cast.partner))


def test_a_closed_action_without_a_day_may_keep_it_so(cast: Cast, meeting: Meeting) -> None:
    done = make_outcome(meeting, kind="action", owner=cast.partner, state="done")
    values = typed_outcome(kind="action", owner=str(cast.partner.pk))
    assert not errors_of(meeting, values, done)
    assert errors_of(meeting, values, make_outcome(meeting, kind="success")) == {"due_on"}


@pytest.mark.parametrize("name", ["due_on", "review_on"])
def test_no_day_lies_before_the_meeting(meeting: Meeting, name: str) -> None:
    assert errors_of(meeting, typed_outcome(**parts(name, today(-1)))) == {name}
    assert not errors_of(meeting, typed_outcome(**parts(name, today())))


def test_a_half_day_is_told_once(cast: Cast, meeting: Meeting) -> None:
    values = typed_action(cast.partner) | {"due_on_day": ""}
    form = OutcomeForm(sent(values), meeting=meeting)
    assert len(form.errors["due_on"]) == 1


class TestVerdict:
    @staticmethod
    def errors(outcome: Outcome, **values: Any) -> set[str]:
        return set(VerdictForm(sent({"version": "1", **values}), outcome=outcome).errors)

    def test_done_needs_nothing(self, meeting: Meeting) -> None:
        assert not self.errors(make_outcome(meeting), verdict="done")

    def test_dropped_needs_a_reason(self, meeting: Meeting) -> None:
        outcome = make_outcome(meeting)
        assert self.errors(outcome, verdict="dropped") == {"closing_note"}
        assert not self.errors(outcome, verdict="dropped", closing_note="Zbędne.")

    @pytest.mark.parametrize("name", ["due_on", "review_on"])
    def test_going_on_needs_a_day_ahead(self, meeting: Meeting, name: str) -> None:
        outcome = make_outcome(meeting, due_on=today(), review_on=today())
        assert self.errors(outcome, verdict="open") == {"due_on"}
        assert self.errors(outcome, verdict="open", **parts(name, today(-1))) == {name}
        assert not self.errors(outcome, verdict="open", **parts(name, today(1)))

    def test_opening_again_needs_a_day_where_an_action_has_none(
        self, cast: Cast, meeting: Meeting
    ) -> None:
        action = make_outcome(meeting, kind="action", owner=cast.partner, state="done")
        assert self.errors(action, verdict="open") == {"due_on"}
        assert not self.errors(make_outcome(meeting, state="done"), verdict="open")
        dated = make_action(meeting, cast.partner, state="done")
        assert not self.errors(dated, verdict="open")

    def test_a_text_about_the_end_is_not_lost_on_what_goes_on(self, meeting: Meeting) -> None:
        outcome, ahead = make_outcome(meeting), parts("due_on", today(3))
        typed = {"verdict": "open", "closing_note": "Udało się.", **ahead}
        assert self.errors(outcome, **typed) == {"closing_note"}

    @pytest.mark.parametrize("verdict", ["done", "dropped"])
    @pytest.mark.parametrize("name", ["due_on", "review_on"])
    def test_a_day_is_not_lost_on_what_is_closed(
        self, meeting: Meeting, verdict: str, name: str
    ) -> None:
        typed = {"verdict": verdict, "closing_note": "Bo tak.", **parts(name, today(3))}
        assert self.errors(make_outcome(meeting), **typed) == {name}

    @pytest.mark.parametrize("verdict", ["", "noted", "x"])
    def test_there_are_three_verdicts(self, meeting: Meeting, verdict: str) -> None:
        assert self.errors(make_outcome(meeting), verdict=verdict) == {"verdict"}


@pytest.mark.parametrize("query", ["", "state=x&kind=x&owner=x", "owner=\x00&page=2"])
def test_a_filter_that_cannot_be_understood_filters_nothing(cast: Cast, query: str) -> None:
    chosen = BookFilterForm(QueryDict(query)).chosen()
    assert chosen == {"state": "open", "kind": "", "owner": None}


def test_a_filter_is_understood(cast: Cast) -> None:
    query = QueryDict(f"state=overdue&kind=action&owner={cast.partner.pk}")
    chosen = BookFilterForm(query).chosen()
    assert chosen == {"state": "overdue", "kind": "action", "owner": cast.partner}
