"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

STAFF = _(
    "Consultants, supervisors and the coordinator. Partners see only what they are called to."
)
LEADS = _("The coordinator and supervisors.")
LOGS = _("Those who log incidents. Partners see by name only whom they look after.")

HELP: Mapping[Names, Help] = {
    "incidents": Help(
        purpose=_("Events with many affected people, such as a fire in a block of flats."),
        first=_("Open the incident that goes on, or declare a new one."),
        after=_("Everything about it is on its board."),
        seen_by=STAFF,
    ),
    ("incident_new", "incident_edit"): Help(
        purpose=_("Say what happened, where, since when and who leads."),
        first=_("Write what you know now. You can change it later."),
        after=_("Staff are told at once, also at night."),
        seen_by=LEADS,
    ),
    "incident": Help(
        purpose=_("One board: numbers, people, partners, cases and the log."),
        first=_("Write down people before you open cases for them."),
        after=_("The board looks for news by itself, or load it again."),
        seen_by=LOGS,
    ),
    "incident_numbers": Help(
        purpose=_("Numbers as those on the spot report them."),
        first=_("Write all who are affected first. The others are parts of them."),
        after=_("The old numbers stay in the log."),
        seen_by=STAFF,
    ),
    "incident_step": Help(
        purpose=_("Say how the incident goes on."),
        first=_("Read which step it is."),
        after=_("A closed incident cannot be written to until it is opened again."),
        seen_by=LEADS,
    ),
    ("incident_log", "incident_entry"): Help(
        purpose=_("The log: what happened at which time."),
        first=_("Write one thing in one entry."),
        after=_("Entries cannot be changed. Write a new one instead."),
        seen_by=_("Partners read only the entries that you tick for them."),
    ),
    ("affected_new", "affected_edit", "affected_remove"): Help(
        purpose=_("A line about a person or a family, so that nobody is forgotten."),
        first=_("A pseudonym is enough. Say for how many people it stands."),
        after=_("Take out needs once they are met."),
        seen_by=LOGS,
    ),
    ("affected_case", "incident_bind", "case_incident", "case_unbind"): Help(
        purpose=_("Cases that belong to the incident."),
        first=_("Open a case for a line, or bind one that is there."),
        after=_("Whoever may not see the case does not see it here either."),
        seen_by=_("Only those who may see the case."),
    ),
    ("mobilisation_new", "mobilisation_step"): Help(
        purpose=_("Call up a partner, and note what it says."),
        first=_("Say what it is asked for. Write no names of people."),
        after=_("Its people are told at once, and see the board while it is called up."),
        seen_by=_("Those who log incidents, and the partner itself."),
    ),
    ("situation_report_new", "situation_report", "situation_report_pdf"): Help(
        purpose=_("A numbered report for the city's crisis-management department."),
        first=_("Read the preview. Write no names in the words."),
        after=_("It goes out by e-mail and is kept as it was sent."),
        seen_by=_("It leaves the city: counts only, and no small numbers."),
    ),
    ("report_addresses", "report_address_remove"): Help(
        purpose=_("To which offices situation reports go."),
        first=_("Add the office's own address, not a person's."),
        after=_("The next report goes there."),
        seen_by=_("City administrators and the coordinator."),
    ),
}
