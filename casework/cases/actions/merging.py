"""Making one case of two that are about the same person, and taking it back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import due, merging
from casework.cases.actions.locking import refuse_closed, sent_before
from casework.cases.choices import CaseState, StepKind
from casework.cases.models import Case, CaseMerge, CaseStep
from casework.cases.refusal import NotAllowed
from casework.cases.terms import keep_terms
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record

UNDO_WITHIN = timedelta(days=30)


@action
def merge_cases(
    *,
    kept: Case,
    merged: Case,
    versions: tuple[int, int],
    choices: Mapping[str, str],
    submission: UUID,
    group: Group,
    by: User | None,
) -> CaseMerge:
    """Bring all of ``merged`` to ``kept``; ``choices`` say what counts where both say something.

    ``versions`` are those that the person saw. A repeat with the same ``submission`` gives the
    first one.
    """
    kept, merged = _locked(kept.pk, merged.pk)
    first = sent_before(CaseMerge.objects.filter(kept=kept, merged=merged), submission, by=by)
    if first is not None:
        return first
    for case, version in zip((kept, merged), versions, strict=True):
        if case.version != version:
            raise StaleObject(case)
    _refuse(kept, merged, choices)
    before = {"kept": _as_it_is(kept), "merged": _as_it_is(merged)}
    before["set"] = merging.decided(kept, merged, choices)
    _write(kept, **before["set"], version=kept.version + 1)
    merged.worker = None
    _write(
        merged,
        state=CaseState.CLOSED,
        closed_at=timezone.now(),
        merged_into=kept,
        version=merged.version + 1,
    )
    before["moved"] = merging.move_all(kept, merged)
    facts = {"submission": submission, "before": before, "group": group, "by": by}
    merge = CaseMerge.objects.create(kept=kept, merged=merged, **facts)
    _finish(kept, merged, StepKind.MERGED, merge, by)
    return merge


@action
def separate_cases(*, merge: CaseMerge, by: User | None) -> CaseMerge:
    """Take it back: both cases are what they were, and what was changed since stays changed."""
    kept, merged = _locked(merge.kept_id, merge.merged_id)
    merge = CaseMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        record("submission.repeated", by=by, on=merge, subject=kept)
        return merge
    _refuse_separating(merge, kept)
    before = merge.before
    merging.take_back(kept, merged, before["moved"])
    _write(merged, **before["merged"], merged_into=None, version=merged.version + 1)
    if merged.worker_id and not merged.lets_in(merged.worker_id):  # restricted since
        _write(merged, worker=None)
    kept.refresh_from_db()
    _write(kept, **_unchanged_since(kept, before), version=kept.version + 1)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    _finish(kept, merged, StepKind.SEPARATED, merge, by)
    return merge


def _locked(*keys: UUID) -> list[Case]:
    """Both rows, always in the same order, so that two people at once never wait for ever."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("lead", "worker")
    found = {case.pk: case for case in cases.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def _refuse(kept: Case, merged: Case, choices: Mapping[str, str]) -> None:
    if kept.pk == merged.pk:
        raise NotAllowed(_("Choose another case: this one would be merged with itself."))
    for case in (kept, merged):
        refuse_closed(case)
    if kept.lead_id != merged.lead_id:
        raise NotAllowed(
            _("Different bodies lead these cases. Transfer one of them first, then merge them.")
        )
    if (kept.named, kept.excluded) != (merged.named, merged.excluded):
        raise NotAllowed(_("Not the same people may see both cases. Make that equal first."))
    for obstacle in merging.obstacles(kept, merged):
        raise NotAllowed(obstacle)
    if any(name not in choices for name in merging.conflicts(kept, merged)):
        raise NotAllowed(_("Choose what counts wherever the cases say different things."))


def _refuse_separating(merge: CaseMerge, kept: Case) -> None:
    if merge.at + UNDO_WITHIN < timezone.now():
        raise NotAllowed(_("These cases were merged more than 30 days ago. It cannot be undone."))
    if kept.merged_into_id is not None:
        raise NotAllowed(_("This case was merged into another one since. Undo that first."))
    refuse_closed(kept)


def _as_it_is(case: Case) -> dict[str, Any]:
    own = {"state": case.state, "closed_at": case.closed_at, "worker_id": case.worker_id}
    return {**merging.facts_of(case), **own}


def _unchanged_since(kept: Case, before: Mapping[str, Any]) -> dict[str, Any]:
    """What it said before, of everything that nobody has changed since."""
    return {
        name: before["kept"][name]
        for name, value in before["set"].items()
        if getattr(kept, name) == value
    }


def _write(case: Case, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(case, name, value)
    case.save()


def _finish(kept: Case, merged: Case, kind: StepKind, merge: CaseMerge, by: User | None) -> None:
    keep_terms(kept, merged)
    kept.refresh_from_db(fields=["state"])
    due.renew(kept)
    due.renew(merged)
    CaseStep.objects.create(case=kept, kind=kind, by=by, group=merge.group)
    for case, other in ((kept, merged), (merged, kept)):
        record(f"case.{kind}", by=by, on=merge, subject=case, other=str(other.pk))
