"""Who goes on visits, and who is called when they do not come back."""

from collections.abc import Iterable

from django.db.models import QuerySet

from casework.partners.models import Organisation
from casework.roster.choices import DutyRole
from casework.roster.selectors import people_on_duty
from casework.visits.models import Visit
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.accounts.memberships import holds, know_memberships
from ostoja.accounts.models import User

GOES = [role for role, held in ROLES.items() if Permission.VISIT_CHANGE in held]


def workers_of(bodies: Iterable[Organisation]) -> QuerySet[User]:
    """Whom these bodies may send."""
    groups = [one.group_id for one in bodies]
    found = User.objects.filter(
        is_active=True,
        visits_until=None,
        memberships__group__in=groups,
        memberships__role__in=GOES,
    )
    return found.distinct().order_by("full_name", "email")


def called_first(visit: Visit) -> list[User]:
    """Who is on duty now by the roster, in whatever body; where nobody is, who is called next."""
    return _fit(visit, people_on_duty()) or called_next(visit)


def called_next(visit: Visit) -> list[User]:
    """The supervisors of the body and those on duty; where there are none the coordinators, and at
    last everybody of the body: an alarm always reaches somebody who does not go along.
    """
    own = _with_role(Role.SUPERVISOR).filter(memberships__group=visit.organisation.group_id)
    for found in (
        [*own, *people_on_duty(DutyRole.SUPERVISOR)],
        _with_role(Role.COORDINATOR),
        workers_of([visit.organisation]),
        User.objects.filter(is_active=True, pk__in=(visit.case.named or []) if visit.case else []),
    ):
        fitting = _fit(visit, found)
        if fitting:
            return fitting
    return []


def _with_role(role: Role) -> QuerySet[User]:
    found = User.objects.filter(is_active=True, visits_until=None, memberships__role=role)
    return found.distinct().order_by("email")


def _fit(visit: Visit, found: Iterable[User]) -> list[User]:
    """Those who may see to an alarm, without those who go themselves, and without those from whom
    the case is kept by name.
    """
    going = set(visit.workers.values_list("person", flat=True))
    case = visit.case
    listed = {one.pk: one for one in found if one.pk not in going}
    know_memberships(listed.values())
    may = [one for one in listed.values() if holds(one, Permission.VISIT_CHANGE)]
    return [one for one in may if case is None or case.lets_in(one.pk)]
