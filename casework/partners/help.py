"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

CHANGED_BY = _("Coordinators and administrators change it. All staff and residents can read it.")

HELP: Mapping[Names, Help] = {
    "partners": Help(
        purpose=_("Find who in the city can help, with services and hours."),
        first=_("Search by a name, a need or the state of the agreement."),
        after=_("Open a body to see its services, telephones and places."),
        seen_by=_("All staff of the city see it. Residents see the public directory."),
    ),
    ("partner_new", "partner_edit"): Help(
        purpose=_("Write down who a body is and how it takes part."),
        first=_("Use the full name from its own documents."),
        after=_("Then add services, telephones and places."),
        seen_by=CHANGED_BY,
    ),
    (
        "partner_staff",
        "partner_checked",
        "phone_remove",
        "contact_remove",
        "activity_remove",
    ): Help(
        purpose=_("Here is everything that the city knows about one body."),
        first=_("Compare it with what the body says today. Then confirm it."),
        after=_("The day of your check shows on the page."),
        seen_by=CHANGED_BY,
    ),
    ("partner_duplicates", "partner_separate", "partner_tell_apart"): Help(
        purpose=_("Find records that are about the same body, and see what was merged."),
        first=_("Read the reasons. Call the body if you are not sure."),
        after=_("Pairs of which you say that they are two bodies do not come back."),
        seen_by=_("Coordinators and administrators."),
    ),
    ("partner_merge", "partner_merge_with"): Help(
        purpose=_("Make one record of two that are about the same body."),
        first=_("Compare both. Choose what counts where they differ."),
        after=_("All people of both see what either record could see. Undo it within 30 days."),
        seen_by=_("Coordinators and administrators. People of both records are told."),
    ),
    "partner_agreement": Help(
        purpose=_("Write down the agreement on which the work together rests."),
        first=_("Take the number and the day from the document."),
        after=_("It shows on the body's record."),
        seen_by=CHANGED_BY,
    ),
    ("applications", "application", "application_accept", "application_close"): Help(
        purpose=_("See which bodies want to join, and decide about each."),
        first=_("Read the application, call the body and write remarks."),
        after=_("An accession that was begun stands among the partners until it is signed."),
        seen_by=_("Coordinators and administrators. Remarks are never shown to the body."),
    ),
    "partner_rules": Help(
        purpose=_("Set how often the records of partners must be confirmed."),
        first=_("Choose a number of days that bodies can keep."),
        after=_("Whoever can confirm a record is told when its time is over."),
        seen_by=_("Administrators change it. All staff see how old a record is."),
    ),
    ("service_new", "service_edit"): Help(
        purpose=_("Describe one kind of help and for whom it is."),
        first=_("Needs, age, languages and hours decide whether it is suggested."),
        after=_("The time to answer runs around the clock, also at night."),
        seen_by=CHANGED_BY,
    ),
    ("location_new", "location_edit"): Help(
        purpose=_("Write down where the body receives people."),
        first=_("Say what is accessible, and what is not."),
        after=_("The place can then be chosen for services and meetings."),
        seen_by=CHANGED_BY,
    ),
    ("phone_new", "phone_edit"): Help(
        purpose=_("Write down a telephone number and what it is for."),
        first=_("Call it once to be sure."),
        after=_("Residents see numbers in the public directory."),
        seen_by=CHANGED_BY,
    ),
    ("contact_new", "contact_edit"): Help(
        purpose=_("Write down whom to turn to in this body."),
        first=_("Write only work addresses and numbers."),
        after=_("Colleagues in other bodies find the person here."),
        seen_by=CHANGED_BY,
    ),
    ("activity_new", "activity_edit"): Help(
        purpose=_("Write down a course, a group or a meeting that helps before a crisis."),
        first=_("Say for whom it is, when it takes place and how one comes."),
        after=_("Residents read it on the public page until its last day."),
        seen_by=CHANGED_BY,
    ),
    ("period_new", "period_edit"): Help(
        purpose=_("Write down other hours for some days, or that it is closed."),
        first=_("Choose the first and the last day."),
        after=_("On these days they hold instead of the usual hours."),
        seen_by=CHANGED_BY,
    ),
}
