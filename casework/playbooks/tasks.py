"""What the clock does: duties that were not done in time come to those above."""

from casework.playbooks import notices
from casework.playbooks.actions import tell_of_duty
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import lone_city_task


@lone_city_task
def watch_duties() -> int:
    """Tell supervisors and coordinators of each duty that is late, once; of how many."""
    late = notices.to_tell()
    known = told_before(notices.event_for(one) for one in late)
    return sum(tell_of_duty(task=one) > 0 for one in late if notices.event_for(one) not in known)
