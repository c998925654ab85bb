"""The kinds of events, what each is about, and which rows of the audit say that it happened.

A new kind: its key and words in ``EVENTS``, its verbs in ``happened``; see CONTRIBUTING.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.choices_of_tasks import TaskKind, TaskStepKind
from casework.cases.models import Case, CaseTask
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.telling.models import Telling
from casework.telling.selectors import HOLDS
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import Membership
from ostoja.audit.models import AuditEvent

TEST: Final = "test"
"""What somebody sends to try an address; nobody chooses it."""
GONE: Final = "gone"
"""What is said of a thing that the body may not see any more: its id, and nothing else."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A sort of object. ``path`` is its place in the API; ``version_for`` is the door: the
    version of the row that the people of a group may read now, or None where they may not.
    """

    name: str
    path: str
    version_for: Callable[[UUID, int], int | None]


def _referral_for(pk: UUID, group: int) -> int | None:
    row = Referral.objects.select_related("case").filter(pk=pk).first()
    if row is None or not _sees(row, row.case, Permission.REFERRAL_VIEW, group):
        return None
    return row.version


def _task_for(pk: UUID, group: int) -> int | None:
    """Who leads the case sees all its tasks; others what they do or added themselves."""
    row = CaseTask.objects.select_related("case__lead").filter(pk=pk).first()
    if row is None or not _sees(row.case, row.case, Permission.CASE_VIEW, group):
        return None
    is_own = group in {row.group_id, row.created_group_id, row.case.lead.group_id}
    granted = groups_by_permission(row.case).get(Permission.CASE_COORDINATE, set())
    return row.version if is_own or group in granted else None


def _telling_for(pk: UUID, group: int) -> int | None:
    """For those alone who hold the case."""
    row = Telling.objects.select_related("case").filter(pk=pk).first()
    if row is None or not any(_sees(row.case, row.case, one, group) for one in HOLDS):
        return None
    return row.version


def _sees(row: Referral | Case, case: Case, permission: Permission, group: int) -> bool:
    """Whether somebody of the body may open it now: a case kept by name lets in those alone."""
    if case.merged_into_id is not None or group not in _granted(row, permission):
        return False
    roles = [role for role, held in ROLES.items() if permission in held]
    people = Membership.objects.filter(group=group, role__in=roles, user__is_active=True)
    return any(case.lets_in(person) for person in people.values_list("user_id", flat=True))


def _granted(row: Referral | Case, permission: Permission) -> set[int]:
    return groups_by_permission(row).get(permission, set())


REFERRAL: Final = Thing("referral", "referrals", _referral_for)
TASK: Final = Thing("task", "tasks", _task_for)
TELLING: Final = Thing("telling", "tellings", _telling_for)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A kind of event that a body may choose."""

    key: str
    thing: Thing
    label: Promise


EVENTS: Final[Mapping[str, Event]] = {
    one.key: one
    for one in (
        Event("referral.sent", REFERRAL, _("A referral, a handover or a transfer was sent")),
        Event("referral.considered", REFERRAL, _("The receiver is considering it")),
        Event("referral.accepted", REFERRAL, _("The receiver accepted it")),
        Event("referral.in_progress", REFERRAL, _("The receiver began to work")),
        Event("referral.declined", REFERRAL, _("The receiver declined it")),
        Event("referral.expired", REFERRAL, _("Nobody answered in time")),
        Event("referral.withdrawn", REFERRAL, _("The sender withdrew it")),
        Event("referral.completed", REFERRAL, _("The receiver completed it")),
        Event("referral.not_achieved", REFERRAL, _("What was wanted was not achieved")),
        Event("referral.appointed", REFERRAL, _("Its first meeting was named or moved")),
        Event("task.given", TASK, _("A task of a case was given to your body")),
        Event("task.changed", TASK, _("A task was changed")),
        Event("task.ended", TASK, _("A task was done or left out")),
        Event("task.reopened", TASK, _("A task is open again")),
        Event("appointment.given", TASK, _("An appointment of your body was made")),
        Event("appointment.changed", TASK, _("An appointment was moved or changed")),
        Event("appointment.ended", TASK, _("An appointment took place or was left out")),
        Event("appointment.reopened", TASK, _("An appointment stands again")),
        Event("telling.raised", TELLING, _("The person of a case is to be told something")),
        Event("telling.changed", TELLING, _("Somebody tried to tell the person, or put it off")),
        Event("telling.ended", TELLING, _("The person was told, or need not be")),
    )
}

GONE_OF: Final[Mapping[str, Thing]] = {
    f"{one.name}.{GONE}": one for one in (REFERRAL, TASK, TELLING)
}
"""Kinds of messages that say this alone; nobody chooses them."""

_STATES = [one for one in State if one != State.DRAFT]
_OF_REFERRALS = frozenset({*(f"referral.{state}" for state in _STATES), "referral.appointed"})
_OF_TASKS: Mapping[str, str] = {
    f"task.{TaskStepKind.ADDED}": "given",
    f"task.{TaskStepKind.CHANGED}": "changed",
    f"task.{TaskStepKind.GIVEN_BACK}": "changed",
    "task.timed": "changed",
    f"task.{TaskStepKind.DONE}": "ended",
    f"task.{TaskStepKind.CANCELLED}": "ended",
    f"task.{TaskStepKind.CLOSED_WITH_CASE}": "ended",
    f"task.{TaskStepKind.REOPENED}": "reopened",
    f"task.{TaskStepKind.REOPENED_WITH_CASE}": "reopened",
}
_OF_TELLINGS: Mapping[str, str] = {
    "telling.raised": "raised",
    "telling.tried": "changed",
    "telling.put_off": "changed",
    "telling.told": "ended",
    "telling.not_told": "ended",
    "telling.dropped": "ended",
}
VERBS: Final = frozenset({*_OF_REFERRALS, *_OF_TASKS, *_OF_TELLINGS})
"""Rows of the audit that some kind of event waits for."""


def happened(row: AuditEvent) -> Iterator[tuple[str, int]]:
    """Which kind of event it was for which group of people, as things are in this moment."""
    if row.verb in _OF_REFERRALS:
        referral = Referral.objects.filter(pk=row.object_id).first()
        groups = _granted(referral, Permission.REFERRAL_VIEW) if referral else set()
        yield from ((row.verb, group) for group in groups)
    elif row.verb in _OF_TELLINGS:
        telling = Telling.objects.select_related("case").filter(pk=row.object_id).first()
        granted = groups_by_permission(telling.case) if telling else {}
        holding = {group for one in HOLDS for group in granted.get(one, set())}
        yield from ((f"telling.{_OF_TELLINGS[row.verb]}", group) for group in holding)
    else:
        yield from _of_task(row)


def _of_task(row: AuditEvent) -> Iterator[tuple[str, int]]:
    task = CaseTask.objects.filter(pk=row.object_id).only("group_id", "kind").first()
    if task is not None:
        noun = "appointment" if task.kind == TaskKind.APPOINTMENT else "task"
        what, before = _OF_TASKS[row.verb], row.details.get("given_by")
        yield f"{noun}.{what if before is None else 'given'}", task.group_id
        if before is not None:
            yield f"{noun}.{what}", before
