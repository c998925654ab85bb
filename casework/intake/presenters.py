"""What the audit calls the events that this room records."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.intake.models import Conversation
from ostoja.audit import presenters
from ostoja.ui.templatetags.ui import WARSAW

LABELS = {
    "conversation.received": _("Report received from a resident"),
    "conversation.seen": _("Conversation read"),
    "conversation.written_again": _("Message received from a resident"),
    "conversation.claimed": _("Conversation taken out of the queue"),
    "conversation.released": _("Conversation put back in the queue"),
    "conversation.answered": _("Answer sent to a resident"),
    "conversation.closed": _("Conversation closed"),
    "conversation.case_opened": _("Case opened from a conversation"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("intake.conversation", times_of_conversations)


def times_of_conversations(ids: set[str]) -> dict[str, str]:
    """When each conversation began: this tells nothing about the person."""
    rows = Conversation.objects.filter(pk__in=ids).values_list("pk", "created_at")
    return {str(pk): f"{timezone.localtime(at, WARSAW):%d.%m.%Y, %H:%M}" for pk, at in rows}
