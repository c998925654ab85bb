"""What the audit calls the events of the desk."""

from django.utils.translation import gettext_lazy as _

from casework.intake.models import CannedReply
from ostoja.audit import presenters

LABELS = {
    "conversation.passed_on": _("Conversation passed on"),
    "conversation.risk_set": _("Risk noted in a conversation"),
    "conversation.risk_withdrawn": _("Risk taken back in a conversation"),
    "conversation.written_aside": _("Word of staff aside a conversation"),
    "conversation.help_called": _("Help called to a conversation"),
    "conversation.help_coming": _("Help coming to a conversation"),
    "conversation.quieted": _("Conversation muted or banned"),
    "conversation.quiet_lifted": _("Mute of a conversation lifted"),
    "conversation.quiet_ended": _("Mute of a conversation is over"),
    "conversation.danger_begun": _("Procedure for danger to life begun"),
    "conversation.danger_ticked": _("Step of the procedure for danger to life done"),
    "conversation.danger_called": _("Call to 112 noted in a conversation"),
    "conversation.danger_ended": _("Procedure for danger to life ended"),
    "conversation.linked": _("Conversations of the same person linked"),
    "conversation.case_joined": _("Conversation added to an existing case"),
    "conversation.escalated": _("Colleagues told of a wait longer than promised"),
    "conversation.check_word_right": _("Check word was right"),
    "conversation.check_word_wrong": _("Check word was wrong or not known"),
    "figures.taken_out": _("Statistics taken out as a file"),
    "desk.break_begun": _("Break begun"),
    "desk.break_ended": _("Break ended"),
    "desk.own_limit_set": _("Own limit of conversations set"),
    "desk.own_limit_lifted": _("Own limit of conversations lifted"),
    "desk.settings_changed": _("The city's promise and limits changed"),
    "canned_reply.added": _("Canned reply added"),
    "canned_reply.changed": _("Canned reply changed"),
    "canned_reply.removed": _("Canned reply removed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("intake.cannedreply", titles)


def titles(ids: set[str]) -> dict[str, str]:
    """The title of each reply, in the language of the page."""
    return {str(one.pk): str(one) for one in CannedReply.objects.filter(pk__in=ids)}
