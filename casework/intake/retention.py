"""How long conversations are kept."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.intake.models import Conversation
from ostoja.privacy.retention.classes import RetentionClass, Rows


def _ended() -> Rows:
    found = Conversation.objects.filter(case__isnull=True, waiting_since__isnull=True)
    return found.annotate(last_word=Max("messages__created_at"))


CONVERSATIONS = RetentionClass(
    key="conversations",
    label=_("Conversations that led to no case"),
    why=_("Long enough to come back with the receipt code; no longer is needed."),
    counted_from=_("the last message; one that still waits for an answer stays"),
    rows=_ended,
    since="last_word",
    days=365,
    shortest=7,
    about_clients=True,
)


def delete_conversations(cases: Sequence[Case]) -> None:
    """Conversations of cases go with them."""
    Conversation.objects.filter(case__in=cases).delete()
