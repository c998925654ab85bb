"""What people keep of cases, in each of the cities that look alike."""

from typing import Any
from uuid import uuid5

from casework.cases.actions import save_list
from casework.cases.models import SavedList
from casework.partners.models import Need, Service
from ostoja.accounts.models import User
from tests.isolation.ids import NAMESPACE


def make_case_list(canary: str, *, by: User) -> SavedList:
    """A list that carries the city's own text."""
    facts: dict[str, Any] = {
        "name": canary,
        "wish": {"overdue": True},
        "shared_with": None,
        "by": by,
    }
    return save_list(submission=uuid5(NAMESPACE, "case list"), **facts)


def second_need(service: Service, canary: str) -> Need:
    """Another need of the case, which the same service meets."""
    need, _ = Need.objects.get_or_create(key="second", defaults={"name": {"pl": canary}})
    service.needs.add(need)
    return need
