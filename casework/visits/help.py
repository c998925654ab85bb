"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

BODY = _("The people of the body that visits. With an open alarm also those who are called to it.")

HELP: Mapping[Names, Help] = {
    "visits": Help(
        purpose=_("Who is on an outreach visit now, and who has not come back."),
        first=_("Look at what is overdue: it stands first."),
        after=_("Open a visit to say that you are at the door or out again."),
        seen_by=BODY,
    ),
    ("visit_new", "case_visit", "visit_edit"): Help(
        purpose=_("Plan who goes where, so that somebody knows."),
        first=_("Choose who goes and when. Write down known dangers."),
        after=_("The clock looks after those who go, and calls for help if they are silent."),
        seen_by=BODY,
    ),
    ("visit", "visit_check_in", "visit_extend", "visit_check_out", "visit_help"): Help(
        purpose=_("Say by one tap where you are, and call for help."),
        first=_("Tap at the door, and once more when you are out."),
        after=_("Without signal send it later, with the time at which it was so."),
        seen_by=BODY,
    ),
    ("alarm_take", "alarm_close"): Help(
        purpose=_("See to colleagues from whom nobody has heard."),
        first=_("Call them and ask for the code word. No answer: call 112."),
        after=_("Write what was done. The alarm stays on every page until then."),
        seen_by=BODY,
    ),
    "visit_settings": Help(
        purpose=_("After how many minutes who is told that somebody is silent."),
        first=_("Agree the minutes with those who go."),
        after=_("They hold for every visit from now on."),
        seen_by=_("Supervisors and the city's administrator."),
    ),
}
