"""How far a case is with what its phase requires."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from casework.cases import phases
from casework.cases.choices import CaseState
from casework.cases.choices_of_phases import MarkKind
from casework.cases.models import Case, PhaseMark
from casework.cases.phases import Requirement
from casework.cases.selectors import Sight
from casework.partners.choices import Phase
from ostoja.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Standing:
    """A requirement of a case: seen by a room, or what somebody said of it last."""

    requirement: Requirement
    is_seen: bool
    mark: PhaseMark | None

    @property
    def is_there(self) -> bool:
        """Whether nothing is missing: it is there, or the person said no."""
        marked = self.mark is not None and self.mark.kind != MarkKind.OPEN
        return self.is_seen or marked

    @property
    def by_hand(self) -> bool:
        """Whether somebody may confirm it."""
        return self.requirement.key not in phases.SEEN_ALONE and not self.is_seen


def marks_of(case: Case, sight: Sight) -> QuerySet[PhaseMark]:
    """What was said of requirements, for those who lead; the oldest first."""
    if not sight.leads:
        return case.phase_marks.none()
    return case.phase_marks.select_related("by", "group__organisation")


def standing_of(
    case: Case, phase: Phase | str | None = None, marks: Iterable[PhaseMark] | None = None
) -> list[Standing]:
    """Every row of the case's phase, or of another one; ``marks`` where they are known."""
    known = case.phase_marks.all() if marks is None else marks
    said = {mark.key: mark for mark in known}  # the last counts
    return [
        Standing(row, phases.is_seen(row.key, case), said.get(row.key))
        for row in phases.PHASES[Phase(phase or case.phase)]
    ]


def missing(standing: Iterable[Standing]) -> list[Standing]:
    """What is not there."""
    return [one for one in standing if not one.is_there]


def may_move(case: Case, sight: Sight) -> bool:
    """Those who lead or coordinate an open case confirm what is there, and move it on."""
    if case.state == CaseState.CLOSED:
        return False
    return sight.may(Permission.CASE_CHANGE) or sight.may(Permission.CASE_COORDINATE)
