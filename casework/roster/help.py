"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

STAFF = _("Consultants, supervisors, coordinators and administrators see it. Residents do not.")
TWO = _("The two of you see it, and those who plan. Residents do not.")

HELP: Mapping[Names, Help] = {
    "roster": Help(
        purpose=_("Here you see who is on duty, day by day."),
        first=_("Look for gaps: they are marked in red."),
        after=_("People who plan are warned of a gap three days before."),
        seen_by=STAFF,
    ),
    ("my_duties", "duty_feed", "duty_feed_revoke"): Help(
        purpose=_("Your own duties, the nearest first."),
        first=_("If you cannot come, ask somebody to take the duty."),
        after=_("Your calendar can read the duties at a private address."),
        seen_by=_("This page is yours. Colleagues see your duties in the roster."),
    ),
    ("shift_new", "shift_edit", "shift_remove"): Help(
        purpose=_("Plan one duty: where, who and when."),
        first=_("Does the duty end after midnight? Tick that it ends on the next day."),
        after=_("The person is told of it."),
        seen_by=STAFF,
    ),
    "duty_places": Help(
        purpose=_("Places where somebody must be on duty, with their hours."),
        first=_("See whether hours and telephone numbers are right."),
        after=_("Plan many days at once from the duties that repeat."),
        seen_by=STAFF,
    ),
    ("duty_place_new", "duty_place_edit"): Help(
        purpose=_("Say when somebody must be there, and in which role."),
        first=_("Write the duties that repeat, such as 7:00–19:00 and 19:00–7:00."),
        after=_("Duties that are planned already stay as they are."),
        seen_by=STAFF,
    ),
    "duty_place_plan": Help(
        purpose=_("Make the duties of many days at once."),
        first=_("Put people in their order. One person may stand twice."),
        after=_("Change single duties in the roster."),
        seen_by=STAFF,
    ),
    ("swaps", "swap_answer"): Help(
        purpose=_("What colleagues ask about duties, and what was decided."),
        first=_("Answer those who asked you."),
        after=_("The roster changes at once, or when a planner approves it."),
        seen_by=TWO,
    ),
    "swap_new": Help(
        purpose=_("Ask a colleague to take your duty."),
        first=_("You may take one of their duties in return."),
        after=_("You keep the duty until they agree."),
        seen_by=TWO,
    ),
    ("absences", "absence_remove"): Help(
        purpose=_("Days on which you cannot be on duty."),
        first=_("Write the first and the last day. Nobody asks why."),
        after=_("Nobody can plan you on these days."),
        seen_by=_("You see your own absences. Those who plan see all."),
    ),
}
