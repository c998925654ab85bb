"""Whether anybody is left who coordinates a case that is kept from people by name."""

from casework.cases.models import Case
from casework.cases.workers import people_with
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission


def somebody_coordinates(case: Case) -> bool:
    """Whether one of those who coordinate the case may see it; asked only where some may not."""
    if case.named is None and not case.excluded:
        return True
    groups = groups_by_permission(case).get(Permission.CASE_COORDINATE, set())
    return any(case.lets_in(one.pk) for one in people_with(Permission.CASE_COORDINATE, groups))
