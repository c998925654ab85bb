"""How an incident and a called-up body move on: two tables, and nothing else decides it.

State → next states, each with the name of its step, who may, and what must be said with it.
Buttons, pages, the API and refusals are drawn from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.incidents.choices import IncidentState, MobilisationState
from ostoja.access.permissions import Permission

LEAD, LOG = Permission.INCIDENT_LEAD, Permission.INCIDENT_LOG
ANSWER = Permission.INCIDENT_ANSWER


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, who may, what must be said with it. What is asked for and may stay
    empty is ``asks``.
    """

    name: str
    permission: Permission = LEAD
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def label(self) -> Promise:
        """The words of its button."""
        return LABELS[self.name]


INCIDENT: Mapping[IncidentState, Mapping[IncidentState, Step]] = {
    IncidentState.DECLARED: {
        IncidentState.RUNNING: Step("start", asks=("reason",)),
        # A false alarm.
        IncidentState.CLOSED: Step("close", needs=("ended_at", "reason")),
    },
    IncidentState.RUNNING: {
        IncidentState.WINDING_DOWN: Step("wind-down", asks=("reason",)),
    },
    IncidentState.WINDING_DOWN: {
        IncidentState.RUNNING: Step("resume", needs=("reason",)),
        IncidentState.CLOSED: Step("close", needs=("ended_at",), asks=("reason",)),
    },
    IncidentState.CLOSED: {IncidentState.RUNNING: Step("reopen", needs=("reason",))},
}
MOBILISATION: Mapping[MobilisationState, Mapping[MobilisationState, Step]] = {
    MobilisationState.ASKED: {
        MobilisationState.CONFIRMED: Step("confirm", ANSWER, asks=("answer",)),
        MobilisationState.ON_SITE: Step("arrive", ANSWER, asks=("answer",)),
        MobilisationState.DECLINED: Step("decline", ANSWER, asks=("answer",)),
        MobilisationState.RELEASED: Step("release", asks=("answer",)),
    },
    MobilisationState.CONFIRMED: {
        MobilisationState.ON_SITE: Step("arrive", ANSWER, asks=("answer",)),
        MobilisationState.DECLINED: Step("decline", ANSWER, needs=("answer",)),
        MobilisationState.RELEASED: Step("release", asks=("answer",)),
    },
    MobilisationState.ON_SITE: {
        MobilisationState.RELEASED: Step("release", asks=("answer",)),
    },
}
LABELS: Mapping[str, Promise] = {
    "start": _("Begin the work"),
    "wind-down": _("Wind down"),
    "resume": _("Take it up again"),
    "close": _("Close the incident"),
    "reopen": _("Open the incident again"),
    "confirm": pgettext_lazy("called up", "Confirm"),
    "arrive": pgettext_lazy("called up", "Is on site"),
    "decline": pgettext_lazy("called up", "Decline"),
    "release": _("Release the partner"),
}


def steps_from(state: str) -> Mapping[IncidentState, Step]:
    """Every step of an incident from this state."""
    return INCIDENT[IncidentState(state)]


def step_named(state: str, name: str) -> tuple[IncidentState, Step] | None:
    """Where a step of this name leads from the state, or None where there is none now."""
    found = steps_from(state).items()
    return next(((to, step) for to, step in found if step.name == name), None)


def any_step(name: str) -> tuple[IncidentState, Step]:
    """Where a step of this name leads, from whatever state."""
    every = (pair for steps in INCIDENT.values() for pair in steps.items())
    return next((to, step) for to, step in every if step.name == name)


def steps_of_body(state: str) -> Mapping[MobilisationState, Step]:
    """Every step of a called-up body from this state; none from a last one."""
    return MOBILISATION.get(MobilisationState(state), {})


def step_of_body(state: str, name: str) -> tuple[MobilisationState, Step] | None:
    """Where a step of this name leads a called-up body."""
    found = steps_of_body(state).items()
    return next(((to, step) for to, step in found if step.name == name), None)


def any_step_of_body(name: str) -> tuple[MobilisationState, Step]:
    """Where a step of this name leads a called-up body, from whatever state."""
    every = (pair for steps in MOBILISATION.values() for pair in steps.items())
    return next((to, step) for to, step in every if step.name == name)


def rows() -> Iterator[tuple[str, str, Step]]:
    """Both tables, a row for each step."""
    for table in (INCIDENT, MOBILISATION):
        for state, steps in table.items():
            yield from ((state, to, step) for to, step in steps.items())
