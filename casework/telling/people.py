"""Who is reminded that somebody waits to be told: those who hold the case."""

from casework.cases.models import Case
from casework.cases.task_selectors import people_of
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


def who_holds(case: Case, *, also_above: bool) -> list[User]:
    """Who works on the case; where nobody does, or ``also_above``, all who lead or coordinate it.

    Nobody whom a restriction keeps from the case.
    """
    worker = case.worker
    if worker is not None and not also_above and worker.is_active and case.lets_in(worker.pk):
        return [worker]
    granted = groups_by_permission(case)
    groups = {case.lead.group_id, *granted.get(Permission.CASE_COORDINATE, set())}
    return [one for one in people_of(groups) if case.lets_in(one.pk)]
