"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HOLDERS = _("Those who lead the case or coordinate it. A body that only helps does not see it.")

HELP: Mapping[Names, Help] = {
    "tellings": Help(
        purpose=_("Who waits to be told what became of their matter."),
        first=_("Open the first one: it has waited longest."),
        after=_("Each stays here until the person was told, or somebody noted why not."),
        seen_by=HOLDERS,
    ),
    "telling": Help(
        purpose=_("Tell the person what happened, in a way that is safe for them."),
        first=_("Read which ways are allowed at this moment, and why."),
        after=_("The story of the case says when and how the person was told."),
        seen_by=HOLDERS,
    ),
    "telling_contact": Help(
        purpose=_("Write down how a call or a meeting went."),
        first=_("Read how the person may be reached. If somebody else answers, say nothing."),
        after=_("If you did not reach them, it stays on your desk."),
        seen_by=HOLDERS,
    ),
    "telling_not": Help(
        purpose=_("Note why the person is not told, or when somebody tries again."),
        first=_("Choose the reason."),
        after=_("On the chosen day it comes back to your desk."),
        seen_by=HOLDERS,
    ),
    "telling_notice": Help(
        purpose=_("Ask the person to look at the conversation, without a word about the matter."),
        first=_("Read what the person asks us to mind."),
        after=_("The message leaves at a safe time. Before that we check once more."),
        seen_by=HOLDERS,
    ),
}
