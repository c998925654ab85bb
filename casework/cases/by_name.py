"""Who is kept from a case by name, and whether anybody is left who coordinates it."""

from uuid import UUID

from casework.cases.models import Case
from casework.cases.workers import people_with
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission


def is_open_to(person: UUID, case: Case) -> bool:
    """Whether the case is not kept from this person by name."""
    return (case.named is None or person in case.named) and person not in case.excluded


def somebody_coordinates(case: Case) -> bool:
    """Whether one of those who coordinate the case may see it; asked only where some may not."""
    if case.named is None and not case.excluded:
        return True
    groups = groups_by_permission(case).get(Permission.CASE_COORDINATE, set())
    return any(is_open_to(one.pk, case) for one in people_with(Permission.CASE_COORDINATE, groups))
