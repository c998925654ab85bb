"""E-mails of this room: that the statement must be reviewed."""

from datetime import date

from accessibility.statement import selectors
from accessibility.statement.choices import ReminderKind
from ostoja.notifications.outbox import send_email
from tenants.profile.selectors import profile

TEMPLATE = "statement/email/review.txt"


def recall_review(due_on: date, kind: ReminderKind) -> int:
    """Write to everybody in charge, each in their language; to how many."""
    people, city = selectors.people_in_charge(), profile().name
    is_overdue = kind == ReminderKind.OVERDUE
    for person in people:
        context = {"person": person, "city": city, "due_on": due_on, "is_overdue": is_overdue}
        send_email(to=person.email, template=TEMPLATE, context=context, language=person.language)
    return len(people)
