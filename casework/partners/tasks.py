"""What the clock does with partners' records, a few times a day."""

from casework.partners import selectors
from casework.partners.actions import recall_check
from casework.partners.notices import event_for
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import lone_city_task


@lone_city_task
def recall_checks() -> int:
    """Tell whoever can confirm a record whose time is over, once; of how many."""
    due = {event_for(row.organisation, row.checked_on): row for row in selectors.records_to_check()}
    known = set(told_before(list(due)))
    untold = {event: row for event, row in due.items() if event not in known}
    return sum(
        recall_check(organisation=row.organisation, event=event) > 0
        for event, row in untold.items()
    )
