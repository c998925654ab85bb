"""What the clock does about people who wait to be told."""

from casework.telling.actions import remind
from casework.telling.selectors import late_now
from tenants.fence.tasks import lone_city_task


@lone_city_task
def recall_tellings() -> int:
    """Remind those who hold the cases; of how many tellings."""
    return sum(remind(telling=one) > 0 for one in late_now())
