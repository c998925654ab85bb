"""What helps on the pages of the desk."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

BY_STAFF = _("Consultants and supervisors. The resident never sees it.")

DESK_HELP: Mapping[Names, Help] = {
    ("danger", "conversation_danger"): Help(
        purpose=_("What to do when a life is in danger, and what was done."),
        first=_("Call 112. Write down afterwards."),
        after=_("The supervisors on duty are told. Each step keeps its time."),
        seen_by=_("Consultants and supervisors. What was done stays on record."),
    ),
    "conversation_pass_on": Help(
        purpose=_("Give a conversation to a colleague, or back to the queue."),
        first=_("Write what they must know before they answer."),
        after=_("Your colleague is told. The person reads that somebody else answers."),
        seen_by=BY_STAFF,
    ),
    ("conversation_risk", "conversation_risk_withdraw"): Help(
        purpose=_("Note what you are afraid of, or take it back."),
        first=_("Write why: a colleague may have to act on it."),
        after=_("The conversation stands on top of the inbox while a risk is noted."),
        seen_by=BY_STAFF,
    ),
    ("conversation_quiet", "conversation_quiet_lift"): Help(
        purpose=_("Keep a conversation from ringing for a while."),
        first=_("Write why, and choose the shortest time that helps."),
        after=_("What the person writes is kept. When the time is over it rings again."),
        seen_by=_("The reason is read by staff alone. The person reads until when."),
    ),
    "conversation_same": Help(
        purpose=_("Link two conversations of one person."),
        first=_("Take the code only when the person offers it."),
        after=_("Each conversation leads to the other."),
        seen_by=BY_STAFF,
    ),
    "conversation_attach": Help(
        purpose=_("Add the conversation to a case that you lead already."),
        first=_("Make sure that it is the same person."),
        after=_("The conversation stands with the case."),
        seen_by=_("Your organisation sees the case. Others see it only when you share it."),
    ),
    ("conversation_aside", "conversation_help", "conversation_coming"): Help(
        purpose=_("Talk with your supervisor about a conversation."),
        first=_("Ask, or say what you would do."),
        after=_("Whoever holds the conversation or wrote here is told."),
        seen_by=BY_STAFF,
    ),
    ("conversation_reply", "conversation_back", "conversation_check_word"): Help(
        purpose=_("Read what the person wrote, and answer."),
        first=_("Read the reply and change it so that it fits."),
        after=_("Nothing is sent before you send it."),
        seen_by=_("Consultants, coordinators and supervisors read it. Each view is on record."),
    ),
    ("canned_replies", "canned_reply_new", "canned_reply_edit", "canned_reply_remove"): Help(
        purpose=_("Replies from which consultants begin."),
        first=_("Untick “sample data” once your supervisors have read a text."),
        after=_("Consultants find it in each conversation, in the person's language."),
        seen_by=_("Supervisors and administrators change them. Consultants use them."),
    ),
    "desk_rules": Help(
        purpose=_("What the city promises to those who write, and how staff work."),
        first=_("Promise only what your duties can keep."),
        after=_("The inbox counts each wait against the promise."),
        seen_by=_("Administrators change it. Consultants and supervisors see it in the inbox."),
    ),
    "desk_limit": Help(
        purpose=_("Say how many conversations you answer at once."),
        first=_("Choose a number with which you can give your attention to each person."),
        after=_("Colleagues see it and give you no more. You can change it at any time."),
        seen_by=_("Colleagues who read the inbox."),
    ),
    "desk_break": Help(
        purpose=_("Say that you are on a break, or back."),
        first=_("Pass on what cannot wait."),
        after=_("Colleagues see it and give you nothing meanwhile."),
        seen_by=_("Colleagues who read the inbox."),
    ),
}
