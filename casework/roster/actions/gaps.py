"""What the clock notes about gaps: that planners were warned, and that a gap is filled."""

import datetime

from casework.roster import notices
from casework.roster.models import DutyPlace, GapWarning
from ostoja.audit import action, record


@action
def warn_of_gap(
    *, place: DutyPlace, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> int:
    """Tell those who plan, once; how many were told."""
    warning, is_new = GapWarning.objects.get_or_create(
        place=place, starts_at=starts_at, defaults={"ends_at": ends_at}
    )
    told = notices.gap(warning) if is_new else 0
    record("gap.warned", by=None, on=warning, subject=place, told=told)
    return told


@action
def forget_gap(*, warning: GapWarning) -> None:
    """It is filled or over: nobody is called to it any more, and a new one there is told anew."""
    notices.gap_closed(warning)
    record("gap.closed", by=None, on=warning, subject=warning.place)
    warning.delete()
