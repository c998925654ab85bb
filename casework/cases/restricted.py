"""Restricted cases: who may be named, and what a data protection officer reads of one."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import BrokenGlass, Case
from casework.cases.selectors import Sight
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.accounts.models import User
from ostoja.audit import record

SEE_CASES = [role for role, held in ROLES.items() if Permission.CASE_VIEW in held]


def people_around(case: Case) -> QuerySet[User]:
    """Everybody whose body would let them see the case."""
    groups = groups_by_permission(case).get(Permission.CASE_VIEW, set())
    held = Q(memberships__group__in=groups, memberships__role__in=SEE_CASES)
    chosen = [*(case.named or []), *case.excluded]
    found = User.objects.filter(held | Q(pk__in=chosen), is_active=True)
    return found.order_by("full_name", "email").distinct()


def to_be_told(case: Case) -> list[User]:
    """Those who are named, and the supervisors of the body that leads the case."""
    supervise = Q(memberships__group=case.lead.group_id, memberships__role=Role.SUPERVISOR)
    found = User.objects.filter(supervise | Q(pk__in=case.named or []), is_active=True)
    return list(found.exclude(pk__in=case.excluded).distinct())


def restricted_cases(user: User) -> QuerySet[Case]:
    """For who may open them for a reason: their numbers, and nothing of what they say."""
    found = Case.objects.exclude(named=None).exclude(excluded__contains=[user.pk])
    return found.select_related("lead").only("number", "lead__name", "opened_at")


def kept_cases() -> QuerySet[Case]:
    """Cases that only named people may see, or from which somebody is kept by name.

    They are in no count, whoever reads it: a number that grew by one would point at them, and so
    would the difference between what two people are told (decision 0074).
    """
    return Case.objects.exclude(named=None, excluded=[]).order_by()


def opened_by(user: User, pk: UUID) -> Case:
    """A case that this person has opened for a reason less than an hour ago, or ``Http404``."""
    still = BrokenGlass.objects.filter(case=pk, by=user, until__gt=timezone.now())
    found = Case.objects.select_related("lead", "worker").filter(pk=pk)
    case = found.exclude(excluded__contains=[user.pk]).first() if still.exists() else None
    if case is None:
        raise Http404
    record("case.seen", by=user, on=case, subject=case)
    return case


def sight_of_officer(user: User) -> Sight:
    """All that the case says of its person, and nothing to do with it."""
    seen = {Permission.CASE_VIEW, Permission.CASE_SUMMARY, Permission.CASE_PERSON}
    return Sight(user, frozenset(seen), frozenset(), leads=True)
