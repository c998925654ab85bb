"""What the pages of this room share: who may write, and how a form comes back."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from casework.meetings.forms import MeetingForm, OutcomeForm
from ostoja.access.door import StaffRequest
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.forms import Form


def may_log(request: StaffRequest) -> bool:
    """Whether this person may write here."""
    return holds(request.user, Permission.MEETING_LOG)


def status_of(form: Form) -> int:
    """200 for a form that was asked for, 422 for one that comes back."""
    return 422 if form.is_bound else 200


def overtaken_by(
    form: MeetingForm | OutcomeForm, change: Callable[..., object], pk: UUID, by: User
) -> Model | None:
    """Saves; gives the row as it is now where somebody else was quicker."""
    facts: Any = form.facts()
    try:
        change(pk=pk, version=form.cleaned_data["version"], by=by, **facts)
    except StaleObject as stale:
        if not is_already(stale.current, facts):
            form.overtaken(stale.current)
            return stale.current
    return None


def is_already(row: Model, facts: Mapping[str, Any]) -> bool:
    """Whether the row says this already: the same form came twice, and nobody was overtaken."""
    return all(getattr(row, name) == value for name, value in facts.items())
