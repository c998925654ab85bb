"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

OFFICER = _("The data protection officer sees this page.")

HELP: Mapping[Names, Help] = {
    "data_requests": Help(
        purpose=_("Here are the requests of people about their own data."),
        first=_("Look at the day on which an answer is due: one month after the request."),
        after=_("An answered request stays on record. What it said goes with the data."),
        seen_by=OFFICER,
    ),
    "data_request_new": Help(
        purpose=_("Write down that somebody asks for their data or for its erasure."),
        first=_("Check who asks. In a case of violence the other side may try it, too."),
        after=_("The month for the answer runs from the day you write."),
        seen_by=OFFICER,
    ),
    "data_request": Help(
        purpose=_("One request: how far it is, and what comes next."),
        first=_("For a copy: make it, read it, hand it over. For erasure: decide."),
        after=_("Each look at the copy is on record in the audit of the case."),
        seen_by=OFFICER,
    ),
    "data_request_copy": Help(
        purpose=_("Make a copy of everything the city holds of the person."),
        first=_("Name the other people that the texts mention, so that they are covered."),
        after=_("The copy is deleted by itself after some days. You can make it again."),
        seen_by=OFFICER,
    ),
    "data_request_read": Help(
        purpose=_("Read the copy before the person does."),
        first=_("Look for names of other people. Make the copy anew when one is missing."),
        after=_("That you read it is on record."),
        seen_by=OFFICER,
    ),
    "data_request_close": Help(
        purpose=_("Write down what the person was answered."),
        first=_("Say how the copy was handed over, or why not all of it."),
        after=_("The request is closed. The copy goes after some days."),
        seen_by=OFFICER,
    ),
    "data_request_decide": Help(
        purpose=_("Decide what is erased, and what must be kept and why."),
        first=_("Ask the archive first: its category may tell you to keep the case."),
        after=_("What is erased is gone for good. Identifiers and dates stay."),
        seen_by=OFFICER,
    ),
}
