"""What the clock does with outcomes."""

from casework.meetings import selectors
from casework.meetings.actions import recall_outcome
from tenants.fence.tasks import lone_city_task


@lone_city_task
def recall_due_outcomes() -> int:
    """Tell people what their bodies took on and is due soon, once for each day; of how many."""
    return sum(recall_outcome(outcome=one) > 0 for one in selectors.to_recall())
