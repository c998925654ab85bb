"""What may be read of cases, and by whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.cases.along import all_asked
from casework.cases.by_name import somebody_coordinates
from casework.cases.choices import UNSETTLED, CaseState, NoteVisibility, StepKind
from casework.cases.models import Case, CaseNeed, CaseStep, Note
from casework.cases.sharing import needs_shared_with
from casework.cases.urgency import by_urgency
from ostoja.access.door import groups_by_permission, object_for, visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.audit import record

Row = TypeVar("Row")

PROTECTED = ("restricted_because", "summary", "person_name", "phone", "pesel", "contact_rules")
"""The fields of a case that are decrypted only where they are shown."""


def case_for(user: User, pk: UUID, permission: Permission) -> Case:
    """The case, or ``Http404`` where this person may not do this with it."""
    cases = Case.objects.select_related("lead", "worker").annotate(**all_asked())
    case = object_for(user, cases, pk, permission)
    record("case.seen", by=user, on=case, subject=case)
    return case


def cases_visible_to(user: User) -> QuerySet[Case]:
    """Every case in which one of the person's bodies is involved; the only list there is.

    One that was merged into another is no case any more: it only leads there.
    """
    cases = Case.objects.filter(merged_into=None)
    return visible_to(user, cases, Permission.CASE_VIEW)


def settled(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that had needs, none of which anybody has to do anything about any more."""
    needs = CaseNeed.objects.filter(case=OuterRef("pk"))
    unsettled = needs.filter(state__in=UNSETTLED)
    still_open = cases.exclude(state=CaseState.CLOSED)
    return still_open.filter(Exists(needs)).exclude(Exists(unsettled))


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person (``person``) may do with one case, and for whom they look at it.

    ``groups`` are those of the person's bodies that see the case; ``leads`` is true where one
    of them leads or coordinates it. ``coordinators`` are those of the groups for which the
    person coordinates cases, whether this one is with them now or not.
    """

    person: User
    permissions: frozenset[Permission]
    groups: frozenset[int]
    leads: bool
    coordinators: frozenset[int] = frozenset()
    _known: dict[Any, list[Any]] = field(default_factory=dict, repr=False, compare=False)

    def once(self, rows: Callable[[Case, "Sight"], Iterable[Row]], case: Case) -> list[Row]:
        """What ``rows`` gives of the case, asked once for all parts of a page that show it."""
        key = (rows, case.pk)
        if key not in self._known:
            self._known[key] = list(rows(case, self))
        return self._known[key]

    def may(self, permission: Permission) -> bool:
        """Whether the person may do this with the case."""
        return permission in self.permissions


def sight_of(case: Case, user: User) -> Sight:
    """How far the person sees into the case, in one query."""
    granted = groups_by_permission(case)
    own = {given: ids.intersection(groups_with(user, given)) for given, ids in granted.items()}
    groups = frozenset(own.get(Permission.CASE_VIEW, ()))
    leading = {case.lead.group_id} | granted.get(Permission.CASE_COORDINATE, set())
    permissions = frozenset(given for given, ids in own.items() if ids)
    coordinators = groups.intersection(groups_with(user, Permission.CASE_COORDINATE))
    return Sight(user, permissions, groups, not groups.isdisjoint(leading), coordinators)


def acting_group(case: Case, user: User, permission: Permission) -> Group:
    """On whose behalf the person does this; ``Http404`` where on nobody's."""
    granted = groups_by_permission(case).get(permission, set())
    group = Group.objects.filter(pk__in=granted.intersection(groups_with(user, permission)))
    found = group.order_by("name").first()
    if found is None:
        raise Http404
    return found


def may_finish(case: Case, sight: Sight) -> bool:
    """Who settles needs and closes: the coordinator, or the lead while the case is its own.

    It is its own also where the case is kept by name from everybody who coordinates it.
    """
    if sight.may(Permission.CASE_COORDINATE):
        return True
    is_the_leads = case.state != CaseState.COORDINATED or not somebody_coordinates(case)
    return is_the_leads and sight.may(Permission.CASE_CHANGE)


def case_to_finish(user: User, pk: UUID) -> Case:
    """The case, or ``Http404`` where it is not for this person to settle or close it.

    Whoever closed it finds it too: their form may have come twice.
    """
    cases = Case.objects.select_related("lead", "worker").annotate(**all_asked())
    case = object_for(user, cases, pk, Permission.CASE_VIEW)
    sight, is_closed = sight_of(case, user), case.state == CaseState.CLOSED
    if not (may_finish(case, sight) or (is_closed and may_reopen(case, sight))):
        raise Http404
    record("case.seen", by=user, on=case, subject=case)
    return case


def may_share(sight: Sight) -> bool:
    """Who records consents: those who share the case with others."""
    return sight.may(Permission.CASE_HAND_OVER) or sight.may(Permission.CASE_COORDINATE)


def case_that_shares(user: User, pk: UUID) -> Case:
    """The case, or ``Http404`` where it is not for this person to share it."""
    case = case_for(user, pk, Permission.CASE_VIEW)
    if not may_share(sight_of(case, user)):
        raise Http404
    return case


def finishing_group(case: Case, user: User) -> Group:
    """On whose behalf the person settles and closes, where they act for several bodies."""
    if case.state == CaseState.CLOSED:
        return reopening_group(case, user)
    coordinates = sight_of(case, user).may(Permission.CASE_COORDINATE)
    permission = Permission.CASE_COORDINATE if coordinates else Permission.CASE_CHANGE
    return acting_group(case, user, permission)


def case_to_change(user: User, pk: UUID) -> Case:
    """The case, or ``Http404`` where this person neither leads nor coordinates it."""
    case = case_for(user, pk, Permission.CASE_VIEW)
    sight = sight_of(case, user)
    if not (sight.may(Permission.CASE_CHANGE) or sight.may(Permission.CASE_COORDINATE)):
        raise Http404
    return case


def may_reopen(case: Case, sight: Sight) -> bool:
    """Who takes back a closing: the lead, or the coordinator who closed the case."""
    if case.merged_into_id is not None:
        return False
    return sight.may(Permission.CASE_CHANGE) or _closed_by(case) in sight.coordinators


def _closed_by(case: Case) -> int | None:
    closed = case.steps.filter(kind=StepKind.CLOSED).last()
    return closed.group_id if closed else None


def case_to_reopen(user: User, pk: UUID) -> Case:
    """The case, or ``Http404`` where it is not for this person to take back its closing."""
    cases = Case.objects.select_related("lead", "worker")
    case = object_for(user, cases, pk, Permission.CASE_VIEW)
    if not may_reopen(case, sight_of(case, user)):
        raise Http404
    record("case.seen", by=user, on=case, subject=case)
    return case


def reopening_group(case: Case, user: User) -> Group:
    """On whose behalf the person takes back the closing; see ``may_reopen``."""
    if sight_of(case, user).may(Permission.CASE_CHANGE):
        return acting_group(case, user, Permission.CASE_CHANGE)
    return get_object_or_404(Group, pk=_closed_by(case))


def needs_for(case: Case, sight: Sight) -> list[CaseNeed]:
    """All needs for those who lead; for others only what was shared with their bodies."""
    needs = CaseNeed.objects.select_related("need")
    if sight.leads:
        prefetch_related_objects([case], Prefetch("needs", needs))  # phases look at them, too
        return list(case.needs.all())
    return list(needs.filter(case=case, pk__in=needs_shared_with(case, sight.groups)))


def notes_for(case: Case, sight: Sight) -> QuerySet[Note]:
    """The notes this person may read: the one place that decides it.

    What was written for an organisation is its own: not even those who lead the case read it.
    """
    named = Q(author=sight.person) | Q(named__contains=[sight.person.pk])
    for_people = Q(visibility=NoteVisibility.NAMED)
    readable = (Q(author_group__in=sight.groups) & ~for_people) | (for_people & named)
    if sight.coordinators:
        readable |= Q(visibility=NoteVisibility.COORDINATOR)
    if sight.groups:
        readable |= Q(visibility=NoteVisibility.EVERYBODY)
    if sight.leads:
        readable |= Q(visibility=NoteVisibility.LEADING)
    return case.notes.filter(readable).select_related("author", "author_group__organisation")


def steps_for(case: Case, sight: Sight) -> QuerySet[CaseStep]:
    """What happened to the case; who works on it when concerns only those who lead."""
    steps = case.steps.select_related("by", "group__organisation", "closing")
    if sight.leads:
        return steps
    return steps.filter(kind__in=[StepKind.CLOSED, StepKind.REOPENED])


def is_settled(needs: Iterable[CaseNeed]) -> bool:
    """Whether a case had needs, none of which anybody has to do anything about any more."""
    listed = list(needs)
    return bool(listed) and not any(need.state in UNSETTLED for need in listed)


def most_urgent_first(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Ordered by urgency, then the one that has waited longest."""
    return cases.order_by(by_urgency(), "opened_at", "pk")


def chosen(cases: QuerySet[Case], user: User, wish: Mapping[str, Any]) -> QuerySet[Case]:
    """Those that fit the filter: ``wish`` is what ``CaseFilterForm`` gives."""
    state = wish.get("state")
    cases = cases.filter(state=state) if state else cases.exclude(state=CaseState.CLOSED)
    for name in ("urgency", "phase"):
        if wish.get(name):
            cases = cases.filter(**{name: wish[name]})
    if wish.get("mine"):
        cases = cases.filter(worker=user)
    if wish.get("overdue"):
        cases = cases.filter(due_at__lt=timezone.now())
    return without_worker(cases, user) if wish.get("nobodys") else cases


def without_worker(cases: QuerySet[Case], user: User) -> QuerySet[Case]:
    """Those that nobody works on and this person could take."""
    unheld = cases.filter(worker=None).exclude(state=CaseState.CLOSED)
    return visible_to(user, unheld, Permission.CASE_CHANGE)


def worked_on_by(user: User) -> QuerySet[Case]:
    """The cases that are not closed and have this person as their worker."""
    return Case.objects.filter(worker=user).exclude(state=CaseState.CLOSED)
