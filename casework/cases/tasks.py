"""What the clock does with cases."""

from casework.cases.actions import renew_terms
from casework.cases.actions.follow_ups import raise_follow_up
from casework.cases.actions.tasks import recall_task
from casework.cases.follow_ups import due_follow_ups
from casework.cases.task_notices import due_event, who_does
from casework.cases.task_rounds import due_soon
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import city_task, lone_city_task


@city_task
def renew_search_terms() -> int:
    """Make search terms that are missing or old, as after an upgrade; how many."""
    return renew_terms()


@lone_city_task
def recall_tasks() -> int:
    """Tell people of what they are to do within a day, once for each time; of how many."""
    found = [one for one in due_soon() if who_does(one)]
    known = told_before(due_event(one) for one in found)
    return sum(recall_task(task=one) > 0 for one in found if due_event(one) not in known)


@lone_city_task
def raise_follow_ups() -> int:
    """Put contacts after closed cases on desks once their day has come; how many."""
    return sum(raise_follow_up(follow_up=one) is not None for one in due_follow_ups())
