"""What people keep of cases, in each of the cities that look alike."""

from uuid import UUID

from casework.cases.actions import save_list
from casework.cases.models import SavedList
from ostoja.accounts.models import User


def make_case_list(canary: str, submission: UUID, *, by: User) -> SavedList:
    """A list that carries the city's own text."""
    return save_list(
        submission=submission, name=canary, wish={"overdue": True}, shared_with=None, by=by
    )
