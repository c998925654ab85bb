"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

SEEN_BY = _(
    "Coordinators, supervisors and analysts. Small numbers: only people of the body that answers"
    " for the report."
)

HELP: Mapping[Names, Help] = {
    "reports": Help(
        purpose=_("What the help system did in a month, quarter or year, beside the time before."),
        first=_("Choose the period, and with what to compare it."),
        after=_("Save it as a file. Numbers that may be passed on have no small ones."),
        seen_by=SEEN_BY,
    ),
    ("centre_report", "report_file"): Help(
        purpose=_("What a crisis centre reports: people, reasons, help, the hostel."),
        first=_("Choose the period, and with what to compare it."),
        after=_("Save it as a file. Numbers that may be passed on have no small ones."),
        seen_by=SEEN_BY,
    ),
}
