"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

AT_MEETINGS = _("Everybody who takes part in meetings sees it. Residents do not.")

HELP: Mapping[Names, Help] = {
    "meetings": Help(
        purpose=_("Here are the meetings that come, and those that were."),
        first=_("Look at the next one: does it have a place and an agenda?"),
        after=_("Open outcomes come back on the next meeting by themselves."),
        seen_by=AT_MEETINGS,
    ),
    ("meeting_new", "meeting_edit"): Help(
        purpose=_("Write down when, where and with whom the meeting is."),
        first=_("We suggest who has not hosted for longest."),
        after=_("Then say who is invited."),
        seen_by=AT_MEETINGS,
    ),
    "meeting": Help(
        purpose=_("Everything about one meeting is here."),
        first=_("Before it, say who is invited. From its start, note who came."),
        after=_("Add outcomes while people are still in the room."),
        seen_by=AT_MEETINGS,
    ),
    "meeting_attendance": Help(
        purpose=_("Note which organisations came."),
        first=_("Tick those that are here. The number of people is not obligatory."),
        after=_("Two people can tick on two telephones at once."),
        seen_by=AT_MEETINGS,
    ),
    "meeting_invitations": Help(
        purpose=_("Say who is invited, and who is excused."),
        first=_("Permanent members stand on top."),
        after=_("The page sends no letters. Tell people in the usual way."),
        seen_by=AT_MEETINGS,
    ),
    ("outcome_new", "outcome_edit"): Help(
        purpose=_("Write down what was decided, learnt or asked for."),
        first=_("For a task name one organisation and a day."),
        after=_("What is open returns at the next meeting."),
        seen_by=AT_MEETINGS,
    ),
    "outcomes": Help(
        purpose=_("The decision book holds what all meetings agreed."),
        first=_("Look first at what is past its day."),
        after=_("Settle an outcome when it is done, or give it another day."),
        seen_by=AT_MEETINGS,
    ),
    "outcome_close": Help(
        purpose=_("Say whether it is done, goes on, or is dropped."),
        first=_("One sentence on how it ended helps the others."),
        after=_("What goes on comes back on its day."),
        seen_by=AT_MEETINGS,
    ),
}
