"""What the audit calls the events that this room records."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.intake.models import Conversation, EntryPoint
from ostoja.audit import presenters
from ostoja.ui.templatetags.ui import WARSAW

LABELS = {
    "conversation.received": _("Report received from a resident"),
    "conversation.recorded": _("Contact by telephone or in person written down"),
    "conversation.code_shown": _("Return code shown to whoever wrote the contact down"),
    "conversation.seen": _("Conversation read"),
    "conversation.written_again": _("Message received from a resident"),
    "conversation.age_told": _("A resident said whether they are under 18"),
    "conversation.display_chosen": _("The resident chose how the pages look"),
    "conversation.told": _("A resident said more about themselves and their needs"),
    "file.seen": _("File of a conversation opened"),
    "file.checked": _("File checked and ready"),
    "file.refused": _("File not kept after it was checked"),
    "conversation.duties_read": _("Duties towards a minor read"),
    "conversation.claimed": _("Conversation taken out of the queue"),
    "conversation.released": _("Conversation put back in the queue"),
    "conversation.answered": _("Answer sent to a resident"),
    "conversation.closed": _("Conversation closed"),
    "conversation.chat_entered": _("A resident came to talk live"),
    "conversation.chat_left": _("A resident stopped talking live"),
    "conversation.chat_ended": _("Live talk ended"),
    "conversation.case_opened": _("Case opened from a conversation"),
    "mail.received": _("E-mail taken from the city's mailbox"),
    "mail.left": _("E-mail left in the city's mailbox"),
    "mail.key_used": _("Return code shown by a link from an e-mail"),
    "mailbox.changed": _("The city's mailbox changed"),
    "mailbox.tried": _("The city's mailbox tried"),
    "entry_point.added": _("Entry point added"),
    "entry_point.changed": _("Entry point changed"),
    "entry_point.withdrawn": _("Entry point withdrawn"),
    "entry_point.restored": _("Entry point put back in use"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("intake.conversation", times_of_conversations)
    presenters.register_names("intake.entrypoint", names_of_entry_points)


def times_of_conversations(ids: set[str]) -> dict[str, str]:
    """When each conversation began: this tells nothing about the person."""
    rows = Conversation.objects.filter(pk__in=ids).values_list("pk", "created_at")
    return {str(pk): f"{timezone.localtime(at, WARSAW):%d.%m.%Y, %H:%M}" for pk, at in rows}


def names_of_entry_points(ids: set[str]) -> dict[str, str]:
    """The name of each entry point, in the language of the page."""
    return {str(point.pk): str(point) for point in EntryPoint.objects.filter(pk__in=ids)}
