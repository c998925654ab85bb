"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

OFFICER = _("The data protection officer sees this page.")

HELP: Mapping[Names, Help] = {
    "breaches": Help(
        purpose=_("Here are the breaches of personal data, each with its clock."),
        first=_("Record a breach at once, also when you know little. The clock runs."),
        after=_("The authority must be told within 72 hours, unless harm is unlikely."),
        seen_by=OFFICER,
    ),
    "breach_new": Help(
        purpose=_("Write down that personal data was lost, seen or changed by mistake."),
        first=_("Write when it was noticed. The 72 hours run from that moment."),
        after=_("You add what you find out later, entry by entry."),
        seen_by=OFFICER,
    ),
    "breach": Help(
        purpose=_("One breach: what happened, what was decided, whom you told."),
        first=_("Look at the clock, then assess the risk."),
        after=_("Entries are never changed. Add another one where one was wrong."),
        seen_by=OFFICER,
    ),
    "breach_entry": Help(
        purpose=_("Add what was found out, done or decided."),
        first=_("Write the reasons of a decision; the authority may ask for them."),
        after=_("The entry stands on the page of the breach, with your name."),
        seen_by=OFFICER,
    ),
    "who_saw": Help(
        purpose=_("See who saw what between two moments."),
        first=_("Choose the moments. Add a name or the number of a case to narrow it."),
        after=_("Take the table as a file for your report. That is on record, too."),
        seen_by=OFFICER,
    ),
}
