"""Whether somebody answers now: the hours that the crisis centre states."""

import datetime
from dataclasses import dataclass

from casework.partners.choices import OrganisationRole, ServiceStatus
from casework.partners.models import Service
from casework.partners.opening import OpenState
from casework.partners.opening import opening_at as opening_of_service


@dataclass(frozen=True, slots=True)
class Hours:
    """``changes_at`` (UTC) is when it opens or closes, where that is known.

    ``is_known`` is off where nobody has said anything about hours; then the rest means nothing.
    """

    is_open: bool
    changes_at: datetime.datetime | None = None
    is_known: bool = True


def hours_at(moment: datetime.datetime) -> Hours:
    """Whether somebody answers at this aware moment."""
    services = Service.objects.filter(
        organisation__roles__contains=[OrganisationRole.CRISIS_CENTRE],
        status=ServiceStatus.ACTIVE,
    )
    found = [opening_of_service(one, moment) for one in services.prefetch_related("schedules")]
    known = [one for one in found if one.state != OpenState.UNKNOWN]
    if not known:
        return Hours(False, is_known=False)
    is_open = any(one.is_open for one in known)
    changes = [one.changes_at for one in known if one.changes_at and one.is_open == is_open]
    if is_open:
        for_ever = any(one.is_open and one.changes_at is None for one in known)
        return Hours(True, None if for_ever else max(changes, default=None))
    return Hours(False, min(changes, default=None))
