"""Keeping a case to people who are named, and opening it all the same for a stated reason."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import notices, restriction_effects
from casework.cases.actions.locking import refuse_merged, sent_before
from casework.cases.actions.tasks import release_task
from casework.cases.choices import CaseState, StepKind
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import BrokenGlass, Case, CaseStep
from casework.cases.refusal import NotAllowed
from casework.cases.workers import workers_of
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record

READABLE_FOR = timedelta(hours=1)


@action
def restrict_case(
    *,
    case: Case,
    version: int,
    named: Collection[User],
    excluded: Collection[User],
    reason: str,
    by: User,
) -> Case:
    """Let only ``named`` people see it (nobody named: everybody whose body does), and never those
    who are ``excluded``, whatever their roles would let them.
    """
    changed = lock(Case, case.pk, version)
    refuse_merged(changed)
    keys = {person.pk for person in named}, {person.pk for person in excluded}
    _refuse(changed, *keys, reason=reason, by=by)
    changed.named = sorted(keys[0]) or None
    changed.excluded = sorted(keys[1])
    changed.restricted_because = reason
    is_cut_off = changed.worker_id is not None and not changed.lets_in(changed.worker_id)
    if is_cut_off and changed.state != CaseState.CLOSED:
        changed.worker = None
        facts = {"by": by, "group": changed.lead.group}
        CaseStep.objects.create(case=changed, kind=StepKind.RELEASED, **facts)
    changed.save()
    counts = {"named": len(keys[0]), "excluded": len(keys[1])}
    record("case.restricted", by=by, on=changed, subject=changed, **counts)
    _release_tasks(changed, by)
    _restrict_signposts(changed)
    restriction_effects.follow(changed, by)
    return changed


def _restrict_signposts(case: Case) -> None:
    """What was merged into it says the same of the same person, and may come apart again."""
    rule = {name: getattr(case, name) for name in ("named", "excluded", "restricted_because")}
    for signpost in case.signposts.all():
        Case.objects.filter(pk=signpost.pk).update(**rule)
        _restrict_signposts(Case.objects.get(pk=signpost.pk))


def _release_tasks(case: Case, by: User) -> None:
    """What somebody who is cut off had in hand is anybody's again who still sees the case."""
    held = case.tasks.filter(state=TaskState.OPEN).exclude(worker=None).select_related("worker")
    for task in held:
        worker = task.worker
        if worker is not None and not case.lets_in(worker.pk):
            release_task(task=task, by=by, held_by=worker)


def _refuse(case: Case, named: set[UUID], excluded: set[UUID], *, reason: str, by: User) -> None:
    if named & excluded:
        raise NotAllowed(_("The same person cannot be named and excluded."))
    if by.pk in excluded or (named and by.pk not in named):
        raise NotAllowed(_("You would not see the case any more. Somebody else must do that."))
    if (named or excluded) and not reason.strip():
        raise NotAllowed(_("Write why not everybody may see the case."))
    workers = workers_of([case.lead.group_id]).exclude(pk__in=excluded)
    if not (workers.filter(pk__in=named) if named else workers).exists():
        raise NotAllowed(_("Name somebody of the body that leads the case, so that it goes on."))


@action
def break_glass(*, submission: UUID, case: Case, reason: str, by: User) -> BrokenGlass:
    """Read a restricted case for an hour without being named; those who are named and their
    supervisors are told at once.
    """
    locked = Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=case.pk)
    first = sent_before(BrokenGlass.objects.filter(case=locked, by=by), submission, by=by)
    if first is not None:
        return first
    if not locked.is_restricted:
        raise NotAllowed(_("This case is not restricted."))
    if by.pk in locked.excluded:
        raise NotAllowed(_("You are excluded from this case by name."))
    until = timezone.now() + READABLE_FOR
    facts = {"submission": submission, "reason": reason, "until": until}
    broken = BrokenGlass.objects.create(case=locked, by=by, **facts)
    record("case.glass_broken", by=by, on=broken, subject=locked)
    notices.glass_broken(broken)
    return broken
