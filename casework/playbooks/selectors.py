"""What may be read of playbooks and of what runs in cases."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.cases.selectors import Sight, may_finish
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookRun, RunStep
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User


def playbooks() -> QuerySet[Playbook]:
    """All of them with their editions, the newest first."""
    editions = Edition.objects.annotate(number_of_steps=Count("steps"))
    return Playbook.objects.prefetch_related(Prefetch("editions", editions))


def in_force(playbook: Playbook) -> Edition | None:
    """What holds now; None while it was never published."""
    return _edition(playbook, EditionState.PUBLISHED)


def draft_of(playbook: Playbook) -> Edition | None:
    """What is being written."""
    return _edition(playbook, EditionState.DRAFT)


def _edition(playbook: Playbook, state: EditionState) -> Edition | None:
    return next((one for one in playbook.editions.all() if one.state == state), None)


def to_start(case: Case) -> QuerySet[Edition]:
    """What can be started in a case: in force, switched on, and not under way there already."""
    running = PlaybookRun.objects.filter(case=case, state="running").values("edition__playbook")
    found = Edition.objects.filter(state=EditionState.PUBLISHED, playbook__is_active=True)
    found = found.exclude(playbook__in=running).select_related("playbook")
    return found.prefetch_related("steps").order_by("playbook__kind", "title")


def may_start(case: Case, sight: Sight) -> bool:
    """Consultants and coordinators, in cases that they lead or coordinate."""
    is_open = case.state != CaseState.CLOSED
    return is_open and holds(sight.person, Permission.PLAYBOOK_RUN) and may_finish(case, sight)


def runs_of(case: Case, sight: Sight) -> QuerySet[PlaybookRun]:
    """What runs or ran in a case: only for those who lead or coordinate it."""
    if not sight.leads:
        return PlaybookRun.objects.none()
    return _whole(PlaybookRun.objects.filter(case=case))


def run_for(case: Case, sight: Sight, pk: UUID) -> PlaybookRun:
    """One of them, or ``Http404``."""
    found = runs_of(case, sight).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def run_begun_with(case: Case, user: User, submission: str) -> PlaybookRun | None:
    """What the same form began when it was sent before, if it did."""
    try:
        known = UUID(submission)
    except ValueError:
        return None
    return PlaybookRun.objects.filter(case=case, started_by=user, submission=known).first()


def case_of_run(pk: UUID) -> UUID:
    """In which case it runs, whoever asks: the case's own door comes next."""
    return get_object_or_404(PlaybookRun, pk=pk).case_id


def _whole(runs: QuerySet[PlaybookRun]) -> QuerySet[PlaybookRun]:
    steps = RunStep.objects.select_related(
        "step", "task__worker", "task__case", "task__group__organisation"
    )
    found = runs.select_related(
        "edition__playbook", "started_by", "ended_by", "group__organisation"
    )
    return found.prefetch_related(Prefetch("steps", steps))


def open_duties(case: Case) -> QuerySet[CaseTask]:
    """What the law demands and nobody has done in this case."""
    return case.tasks.filter(is_duty=True, state=TaskState.OPEN)


def overdue_duties() -> QuerySet[CaseTask]:
    """The same in every open case, once its time has passed."""
    late = Q(is_duty=True, state=TaskState.OPEN, due_at__lte=timezone.now())
    found = CaseTask.objects.filter(late).exclude(case__state=CaseState.CLOSED)
    return found.select_related("case__lead__group")
