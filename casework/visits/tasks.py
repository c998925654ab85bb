"""What the clock does with visits, once a minute."""

import logging

from casework.visits.actions import watch
from casework.visits.models import Visit, VisitSettings
from casework.visits.selectors import going_now, settings_here
from tenants.fence.tasks import lone_city_task

logger = logging.getLogger(__name__)


@lone_city_task
def watch_visits() -> int:
    """Remind, tell and raise alarms about visits from which nobody heard; how many those were."""
    settings = settings_here()
    return sum(_looked_after(one, settings) for one in going_now(settings))


def _looked_after(visit: Visit, settings: VisitSettings) -> bool:
    """What is wrong with one visit keeps the clock from no other; the log repeats no data."""
    try:
        return watch(visit=visit, settings=settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, others wait for their alarm
        logger.error("visit %s was not looked after: %s", visit.pk, type(error).__name__)
        return False
