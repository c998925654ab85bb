"""What the clock does: who has not read standards is reminded, and reviews are announced."""

from casework.minors import notices, selectors
from casework.minors.actions import recall_reading, recall_review
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import lone_city_task


@lone_city_task
def watch_standards() -> int:
    """Remind of what is in force and not read, and of reviews that are near; how many news."""
    told = 0
    for edition in selectors.in_force():
        events = notices.reminders(edition)
        if set(events) - told_before(events):
            told += recall_reading(edition=edition)
    for standards in selectors.every_standards():
        event = notices.review_event(standards)
        if event and not told_before([event]) and notices.reviewers(standards):
            told += recall_review(standards=standards)
    return told
