"""What must be there before a case leaves a phase: the table that caseworkers review.

A row is something that the room sees by itself (``seen_by``), or that somebody confirms by hand;
where the person may say no (``may_be_refused``), that is an answer, too. Rooms above this one
see more: they register under the row's key, and what they see needs no confirming.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import UNSETTLED, NeedState
from casework.cases.models import Case
from casework.partners.choices import Phase

IsThere = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row: what must be there, why, and the page of the case on which it is done."""

    key: str
    words: Promise
    why: Promise
    page: str = ""
    may_be_refused: bool = False


PHASES: Mapping[Phase, tuple[Requirement, ...]] = {
    Phase.PREVENTION: (
        Requirement(
            "needs_named",
            _("It is known what the person needs"),
            _("At least one need stands in the case."),
            "case_edit",
        ),
        Requirement(
            "told_where_to_turn",
            _("The person knows where to turn if things get worse"),
            _("Also at night: the crisis centre's number and 112."),
        ),
        Requirement(
            "activity_offered",
            _("A preventive activity was offered"),
            _("A workshop, a group, a talk. The person may decline."),
            may_be_refused=True,
        ),
    ),
    Phase.INTERVENTION: (
        Requirement(
            "worker_named",
            _("One named person works on the case"),
            _("So that the person knows whom to ask for."),
        ),
        Requirement(
            "safe_contact",
            _("It is agreed how the person may be reached safely"),
            _("When to call or write, and when not."),
            "case_edit",
        ),
        Requirement(
            "first_assessment",
            _("The first assessment was made"),
            _("What happened, what threatens, who else is affected, what helps."),
        ),
        Requirement(
            "safety_talk",
            _("Safety was talked over"),
            _("What to do when danger comes back. The person may decline."),
            may_be_refused=True,
        ),
        Requirement(
            "needs_taken_up",
            _("Somebody has taken up every need"),
            _("It is with somebody, met, or recorded as unmet."),
            "need_settle",
        ),
        Requirement(
            "plan",
            _("There is a plan of help, or the person does not want one"),
            _("What comes next, who does it and until when."),
            may_be_refused=True,
        ),
    ),
    Phase.POST_INTERVENTION: (
        Requirement(
            "needs_settled",
            _("It is known what became of every need"),
            _("Met, met in part, unmet with the reason, or no longer there."),
            "need_settle",
        ),
        Requirement(
            "support_nearby",
            _("The person knows who helps from now on"),
            _("Relatives, a group, a service. The person may decline."),
            may_be_refused=True,
        ),
        Requirement(
            "follow_up",
            _("It is agreed whether somebody asks again"),
            _("When, how and who. The person may decline."),
            may_be_refused=True,
        ),
    ),
}
"""Reviewed by caseworkers: it needs the city's approval, and binds nobody to the letter."""

BY_KEY = {row.key: row for rows in PHASES.values() for row in rows}
ORDER = tuple(PHASES)


def _states(case: Case) -> set[str]:
    return {need.state for need in case.needs.all()}


def _needs_named(case: Case) -> bool:
    return case.needs.all().exists()


def _worker_named(case: Case) -> bool:
    return case.worker_id is not None


def _safe_contact(case: Case) -> bool:
    return bool(case.contact_rules)


def _needs_taken_up(case: Case) -> bool:
    states = _states(case)
    return bool(states) and NeedState.OPEN not in states


def _needs_settled(case: Case) -> bool:
    states = _states(case)
    return bool(states) and states.isdisjoint(UNSETTLED)


_seen: dict[str, list[IsThere]] = {
    "needs_named": [_needs_named],
    "worker_named": [_worker_named],
    "safe_contact": [_safe_contact],
    "needs_taken_up": [_needs_taken_up],
    "needs_settled": [_needs_settled],
}
SEEN_ALONE = frozenset(_seen) - {"safe_contact"}
"""What nobody confirms by hand, since the case itself shows it."""


def register(key: str, is_there: IsThere) -> None:
    """Called by a room when the app starts: it sees by itself that this row is there."""
    if key not in BY_KEY:
        raise KeyError(key)
    _seen.setdefault(key, []).append(is_there)


def is_seen(key: str, case: Case) -> bool:
    """Whether some room sees that it is there."""
    return any(is_there(case) for is_there in _seen.get(key, ()))


def is_forward(before: str, to: str) -> bool:
    """Whether the case goes on, and not back."""
    return ORDER.index(Phase(to)) > ORDER.index(Phase(before))
