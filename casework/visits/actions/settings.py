"""After how many minutes who is told."""

from typing import Any

from casework.visits.models import VisitSettings
from casework.visits.selectors import settings_here
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def change_settings(*, version: int, by: User, **minutes: Any) -> VisitSettings:
    """Other minutes from now on. Raises ``StaleObject``."""
    row = lock(VisitSettings, settings_here().pk, version)
    for name, value in minutes.items():
        setattr(row, name, value)
    row.save()
    record("visit.settings_changed", by=by, on=row)
    return row
