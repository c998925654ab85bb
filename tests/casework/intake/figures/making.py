"""Conversations that came at a moment, and the first words that they got."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from casework.intake.choices import Author
from casework.intake.models import Conversation, Message
from tests.casework.intake.reports import make_report


def came(at: datetime, **facts: Any) -> Conversation:
    """Somebody wrote at this moment; ``facts`` of the row go over those of the report."""
    row = {name: facts.pop(name) for name in ("channel", "is_doubtful") if name in facts}
    made = make_report(f"Słowa {uuid4()}", **facts)
    Conversation.objects.filter(pk=made.pk).update(created_at=at, **row)
    made.refresh_from_db()
    return made


def answered(row: Conversation, after: float) -> None:
    """Our first word came so many minutes later."""
    at = row.created_at + timedelta(minutes=after)
    Message.objects.create(
        conversation=row, submission=uuid4(), number=2, author=Author.STAFF, text="x", created_at=at
    )
