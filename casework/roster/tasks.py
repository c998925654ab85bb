"""What the clock does: it warns of times at which nobody will be on duty."""

import datetime
from collections.abc import Iterable, Iterator

from django.utils import timezone

from casework.roster.actions import forget_gap, warn_of_gap
from casework.roster.cover import A_DAY, Gap
from casework.roster.models import GapWarning
from casework.roster.selectors import MIDNIGHT, gaps_within
from casework.roster.spans import Span, local_span
from tenants.fence.tasks import lone_city_task

AHEAD = datetime.timedelta(hours=72)
LOOK_BACK = 8 * A_DAY
"""So far back a gap that goes on is followed to its beginning, so that it stays the same one."""


@lone_city_task
def warn_of_gaps() -> int:
    """Tell planners of each gap that begins within 72 hours, once; how many gaps were new.

    A gap of more than a day is told anew for each of its days: whoever finds somebody for one
    night has not filled the next.
    """
    now = timezone.now()
    first = timezone.localdate(now) - LOOK_BACK
    window = Span(local_span(first, MIDNIGHT, MIDNIGHT).starts, now + AHEAD + A_DAY)
    gaps = gaps_within(window)
    known = [one for one in GapWarning.objects.select_related("place") if _stays(one, gaps, now)]
    new = [gap for gap in _days_of(gaps) if gap.ends > now and gap.starts < now + AHEAD]
    told = [gap for gap in new if not any(_is_about(one, gap) for one in known)]
    for gap in told:
        warn_of_gap(place=gap.place, starts_at=gap.starts, ends_at=gap.ends)
    return len(told)


def _stays(warning: GapWarning, gaps: Iterable[Gap], now: datetime.datetime) -> bool:
    """Whether it still tells of a gap; if not, it goes."""
    if warning.ends_at > now and any(_is_about(warning, gap) for gap in gaps):
        return True
    forget_gap(warning=warning)
    return False


def _is_about(warning: GapWarning, gap: Gap) -> bool:
    overlaps = warning.starts_at < gap.ends and gap.starts < warning.ends_at
    return warning.place_id == gap.place.pk and overlaps


def _days_of(gaps: Iterable[Gap]) -> Iterator[Gap]:
    for gap in gaps:
        starts = gap.starts
        while starts < gap.ends:
            ends = min(starts + A_DAY, gap.ends)
            yield Gap(gap.place, starts, ends)
            starts = ends
