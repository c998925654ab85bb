"""The audit against the rows: each thing that happened stands there once, and none is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from casework.cases.models import CaseStep, Consent, TaskStep
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.shelter.models import Hold, Stay
from casework.visits.choices import VisitStepKind
from casework.visits.models import Alarm, Visit, VisitStep
from ostoja.audit.models import AuditEvent
from tests.casework.histories.on_record_of_rooms import ALWAYS, happened_in_rooms
from tests.casework.histories.world import World

STEPS_OF_CASES = {"taken", "assigned", "closed", "reopened"}
"""Those that have a row of the audit of the same name; a merging has one in each of two cases."""


def the_audit_is_complete(world: World) -> Iterator[str]:
    """Every step of a referral, case, task, stay, hold and consent has its one row, and every
    deed in a store or an incident, of telling people, planning and merging.
    """
    kept = Counter(AuditEvent.objects.values_list("verb", "object_id"))
    happened = (*_happened(), *happened_in_rooms())
    wanted = Counter(f"{verb} {pk}" for verb, pk in happened)
    names = {name.split(" ")[0] for name in wanted} | _ALWAYS | ALWAYS
    found = Counter({f"{verb} {pk}": n for (verb, pk), n in kept.items() if verb in names})
    for name in wanted.keys() | found.keys():
        if wanted[name] != found[name]:
            yield f"{name} happened {wanted[name]} times, {found[name]} are on record"


_SAID = {
    VisitStepKind.CHECKED_IN: "visit.checked_in",
    VisitStepKind.EXTENDED: "visit.extended",
    VisitStepKind.CHECKED_OUT: "visit.checked_out",
    VisitStepKind.HELP: "visit.help_asked",
}
_ALWAYS = (
    {*_SAID.values()}
    | {f"referral.{state}" for state in State if state != State.DRAFT}
    | {
        "stay.admitted",
        "stay.ended",
        "hold.made",
        "hold.ended",
        "consent.recorded",
        "consent.withdrawn",
        "visit.planned",
        "visit.alarm_closed",
    }
)


def _happened() -> Iterator[tuple[str, Any]]:
    for referral in Referral.objects.prefetch_related("steps"):
        yield from ((f"referral.{step.state}", referral.pk) for step in referral.steps.all())
    for step in CaseStep.objects.filter(kind__in=STEPS_OF_CASES):
        yield f"case.{step.kind}", step.case_id
    for one in TaskStep.objects.all():
        yield f"task.{one.kind}", one.task_id
    yield from _with_an_end("stay.admitted", "stay.ended", Stay.objects.all(), "ended_on")
    yield from _with_an_end("hold.made", "hold.ended", Hold.objects.all(), "ended_at")
    yield from (("visit.planned", visit.pk) for visit in Visit.objects.all())
    yield from ((_SAID[VisitStepKind(one.kind)], one.visit_id) for one in VisitStep.objects.all())
    for alarm in Alarm.objects.exclude(closed_at=None):
        yield "visit.alarm_closed", alarm.pk
    consents = Consent.objects.all()
    yield from _with_an_end("consent.recorded", "consent.withdrawn", consents, "withdrawn_at")


def _with_an_end(
    begun: str, ended: str, rows: Iterable[Any], end: str
) -> Iterator[tuple[str, Any]]:
    for row in rows:
        yield begun, row.pk
        if getattr(row, end) is not None:
            yield ended, row.pk
