"""What the clock does with visits, once a minute."""

from casework.visits.actions import watch
from casework.visits.selectors import going_now, settings_here
from tenants.fence.tasks import lone_city_task


@lone_city_task
def watch_visits() -> int:
    """Remind, tell and raise alarms about visits from which nobody heard; how many those were."""
    settings = settings_here()
    return sum(watch(visit=one, settings=settings) for one in going_now(settings))
