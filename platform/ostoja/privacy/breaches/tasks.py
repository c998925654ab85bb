"""What the clock does for breaches."""

from ostoja.privacy.breaches import selectors
from ostoja.privacy.breaches.actions import recall_clock
from tenants.fence.tasks import city_task


@city_task
def recall_clocks() -> int:
    """Tell whoever looks after breaches that the 72 hours of one end soon; how many people."""
    return sum(recall_clock(breach=one) for one in selectors.running_out())
