"""What the clock does with the statement."""

from django.utils import timezone

from accessibility.statement import selectors
from accessibility.statement.actions import AlreadyReminded, remind_of_review
from accessibility.statement.models import ReviewReminder
from accessibility.statement.review import next_review, reminder_on
from tenants.fence.tasks import city_task


@city_task
def recall_review() -> int:
    """Write to those in charge when the yearly review comes near, and when it is late.

    To how many; 0 where nothing is due, nobody is in charge, or it was said before.
    """
    edition, today = selectors.edition(), timezone.localdate()
    due_on = next_review(edition) if edition else None
    kind = reminder_on(today, due_on) if due_on else None
    if due_on is None or kind is None or not selectors.people_in_charge():
        return 0
    if ReviewReminder.objects.filter(due_on=due_on, kind=kind).exists():
        return 0
    try:
        return remind_of_review(due_on=due_on, kind=kind)
    except AlreadyReminded:
        return 0
