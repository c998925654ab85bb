"""By when somebody must act on a case; rooms above this one add their own terms.

The soonest term stands on the row (``due_at``), so that a list with what is overdue on top needs
no join. Whatever moves a term calls ``renew`` in its own transaction.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Max

from casework.cases.choices import CaseState, NeedState, StepKind
from casework.cases.models import Case
from casework.cases.urgency import acts_by

Term = Callable[[Case], datetime | None]
"""Gives the soonest moment by which somebody must act, or None."""

_terms: dict[str, Term] = {}


def register(name: str, term: Term) -> None:
    """Called by a room when the app starts."""
    _terms[name] = term


def renew(case: Case) -> None:
    """Write down the soonest term of the case; a closed one has none."""
    due = None if case.state == CaseState.CLOSED else min(_of(case), default=None)
    if due != case.due_at:
        case.due_at = due
        Case.objects.filter(pk=case.pk).update(due_at=due)


def _of(case: Case) -> Iterator[datetime]:
    for term in (_open_need, *_terms.values()):
        moment = term(case)
        if moment is not None:
            yield moment


def _open_need(case: Case) -> datetime | None:
    """A need that nobody has taken up, as urgent as the case; counted anew when it is reopened."""
    if not case.needs.filter(state=NeedState.OPEN).exists():
        return None
    reopened = case.steps.filter(kind=StepKind.REOPENED).aggregate(at=Max("at"))["at"]
    return acts_by(case.urgency, reopened or case.opened_at)
