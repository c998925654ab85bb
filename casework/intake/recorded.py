"""Telephone calls and visits: what of them goes on into a case, and for how long the code shows."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.intake.models import Conversation, RecordedContact
from ostoja.accounts.models import User

CODE_SHOWN_FOR = timedelta(minutes=10)


def recorded_facts(conversation: Conversation) -> dict[str, Any]:
    """First values of the form of a case; none where nobody wrote anything down."""
    found = RecordedContact.objects.filter(conversation=conversation).first()
    if found is None:
        return {}
    needs = list(conversation.needs.values_list("need_id", flat=True))
    given = {"person_name": found.name, "urgency": found.urgency, "needs": needs}
    return {name: value for name, value in given.items() if value}


def just_recorded(conversation: Conversation, by: User) -> bool:
    """Whether this person wrote it down a moment ago, and may tell the code to whoever called."""
    since = timezone.now() - CODE_SHOWN_FOR
    own = RecordedContact.objects.filter(conversation=conversation, recorded_by=by)
    return own.filter(recorded_at__gt=since).exists()
