"""When the statement must be reviewed: by 31 March of each year (art. 11 of the act)."""

from datetime import date, timedelta

from accessibility.statement.choices import ReminderKind
from accessibility.statement.models import Facts

MONTH, DAY = 3, 31
FIRST_REMINDER = (2, 1)
LAST_FORTNIGHT = timedelta(days=14)


def next_review(facts: Facts) -> date | None:
    """The 31 March after the year in which it was prepared or last reviewed."""
    done = facts.reviewed_on or facts.prepared_on
    return date(done.year + 1, MONTH, DAY) if done else None


def reminder_on(today: date, due_on: date) -> ReminderKind | None:
    """Which reminder is due on this day; None while the review is far off."""
    if today > due_on:
        return ReminderKind.OVERDUE
    if today >= due_on - LAST_FORTNIGHT:
        return ReminderKind.LAST
    return ReminderKind.FIRST if today >= date(due_on.year, *FIRST_REMINDER) else None
