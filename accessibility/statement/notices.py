"""What this room tells people: that the statement must be reviewed."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accessibility.statement import selectors
from accessibility.statement.choices import ReminderKind
from ostoja.access.permissions import Permission
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import Letter, notify

TEMPLATE = "statement/email/review.txt"
REVIEW = Kind(
    key="statement-review",
    title=_("The accessibility statement must be reviewed"),
    text=_("Read it, correct what has changed, and publish it."),
    counted=ngettext_lazy(
        "%(number)d reminder of the review of the accessibility statement",
        "%(number)d reminders of the review of the accessibility statement",
        "number",
    ),
    address=page_of("statement"),
    permission=Permission.STATEMENT_CHANGE,
    always=_("The law sets the day (art. 11 of the act on digital accessibility)."),
    order=92,
)


def register_all() -> None:
    """Called when the app starts."""
    register(REVIEW)


def recall_review(due_on: date, kind: ReminderKind, event: UUID) -> int:
    """Tell everybody in charge, and write to each in their language; how many."""
    context = {"due_on": due_on, "is_overdue": kind == ReminderKind.OVERDUE}
    people = selectors.people_in_charge()
    return notify(REVIEW, to=people, event=event, letter=Letter(TEMPLATE, context))
