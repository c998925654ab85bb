"""What the pages of this room share: who may write, and how a form comes back."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from ostoja.access.door import StaffRequest
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.ui.forms import Form


def may_log(request: StaffRequest) -> bool:
    """Whether this person may write here."""
    return holds(request.user, Permission.MEETING_LOG)


def status_of(form: Form) -> int:
    """200 for a form that was asked for, 422 for one that comes back."""
    return 422 if form.is_bound else 200


def is_already(row: Model, facts: Mapping[str, Any]) -> bool:
    """Whether the row says this already: the same form came twice, and nobody was overtaken."""
    return all(getattr(row, name) == value for name, value in facts.items())
