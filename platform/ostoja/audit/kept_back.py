"""Rows of the audit that somebody must not see: rooms say which, of records whose very existence
is kept from a person.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent

Hidden = Callable[[User], Q]
_registered: list[Hidden] = []


def register(hidden: Hidden) -> None:
    """Called by a room when the app starts; it asks no query of its own."""
    _registered.append(hidden)


def open_to(user: User, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """Those of the events that this person may learn of."""
    for hidden in _registered:
        events = events.exclude(hidden(user))
    return events
