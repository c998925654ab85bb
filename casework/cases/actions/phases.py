"""Phases of a case: confirming what each requires, and moving on."""

from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from casework.cases import phases
from casework.cases.actions.changing import add_note
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.choices import NoteVisibility, StepKind
from casework.cases.choices_of_phases import MarkKind
from casework.cases.models import Case, CaseStep, PhaseMark
from casework.cases.phase_selectors import missing, standing_of
from casework.cases.refusal import NotAllowed
from casework.partners.choices import Phase
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def mark_requirement(
    *,
    submission: UUID,
    case: Case,
    key: str,
    kind: MarkKind | str,
    words: str,
    group: Group,
    by: User | None,
) -> PhaseMark:
    """Say that something which a phase requires was done, is not wanted, or is open after all.

    A repeat with the same ``submission`` gives the first.
    """
    case = locked_case(case)
    first = sent_before(PhaseMark.objects.filter(case=case, by=by), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    row = phases.BY_KEY.get(key)
    if row is None or key in phases.SEEN_ALONE:
        raise NotAllowed(_("This shows by itself in the case and needs no confirming."))
    if kind == MarkKind.REFUSED and not row.may_be_refused:
        raise NotAllowed(_("This cannot be left out at the person's wish."))
    if kind != MarkKind.DONE and not words:
        raise NotAllowed(_("Say why."))
    facts = {"key": key, "kind": MarkKind(kind), "words": words, "group": group, "by": by}
    mark = PhaseMark.objects.create(submission=submission, case=case, **facts)
    record(f"phase.{mark.kind}", by=by, on=mark, subject=case, key=key)
    return mark


@action
def move_phase(
    *,
    case: Case,
    version: int,
    submission: UUID,
    to: Phase | str,
    reason: str,
    group: Group,
    by: User | None,
) -> Case:
    """Move a case to another phase; with a gap, or backwards, only with a ``reason``.

    A repeat with the same ``submission`` changes nothing.
    """
    locked_case(case)
    steps = CaseStep.objects.filter(case=case, kind=StepKind.PHASE, note__author=by)
    if steps.filter(note__submission=submission).exists():
        record("submission.repeated", by=by, on=case, subject=case)
        return locked_case(case)
    moved = lock(Case, case.pk, version)
    refuse_closed(moved)
    before, wanted = Phase(moved.phase), Phase(to)
    gaps = _refuse(moved, before, wanted, reason)
    note = None
    if reason:
        note = add_note(
            submission=submission,
            case=moved,
            text=reason,
            visibility=NoteVisibility.LEADING,
            group=group,
            by=by,
        )
    facts = {"by": by, "group": group, "note": note, "phase": wanted}
    CaseStep.objects.create(case=moved, kind=StepKind.PHASE, **facts)
    moved.phase = wanted
    moved.save(update_fields=["phase", "version", "changed_at"])
    details = {"before": str(before), "to": str(wanted), "missing": ", ".join(gaps)}
    record("case.phase_moved", by=by, on=moved, subject=moved, **details)
    return moved


def _refuse(case: Case, before: Phase, wanted: Phase, reason: str) -> list[str]:
    """Gives what is missing; raises where the case may not go there, or nobody said why."""
    if before == wanted:
        raise NotAllowed(_("The case is in this phase already."))
    goes_on = phases.is_forward(before, wanted)
    gaps = missing(standing_of(case)) if goes_on else []
    if not reason and (gaps or not goes_on):
        raise NotAllowed(_("Say why the case moves although something is missing."))
    return [gap.requirement.key for gap in gaps]
