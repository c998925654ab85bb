"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "inbox": Help(
        purpose=_("Here you see who waits for an answer, and for how long."),
        first=_("Begin on top: children stand first, then who waits longest."),
        after=_("Say that you will answer, so that nobody else begins."),
        seen_by=_("Consultants, coordinators and supervisors read it. Each view is on record."),
    ),
    (
        "conversation",
        "conversation_claim",
        "conversation_release",
        "conversation_answer",
        "conversation_close",
        "conversation_duties",
        "conversation_news",
        "conversation_file",
        "conversation_end_chat",
    ): Help(
        purpose=_("Read what the person wrote, and answer."),
        first=_("Say first that you will answer. Is there danger to life? Call 112."),
        after=_("The person reads the answer with the code. If more is needed, open a case."),
        seen_by=_("Consultants, coordinators and supervisors read it. Each view is on record."),
    ),
    ("contact_new", "contact_recorded"): Help(
        purpose=_("Write down who called or came, in the same place as all other reports."),
        first=_("Only what was said is needed. Ask for a name only if the help needs it."),
        after=_("You hold the conversation. Tell the person the code if they want to come back."),
        seen_by=_("Consultants, coordinators and supervisors read it. Each view is on record."),
    ),
    ("mailbox", "mailbox_try"): Help(
        purpose=_("E-mails to the city's address become conversations in the inbox."),
        first=_("Write the server, the name and the password, then try it."),
        after=_("New e-mails are taken every minute. They stay in the mailbox, marked as read."),
        seen_by=_("Administrators see these settings. The password is never shown again."),
    ),
    "conversation_case": Help(
        purpose=_("Open a case from what the person wrote."),
        first=_("Leave out what nobody needs in order to help."),
        after=_("The conversation stays with the case."),
        seen_by=_("Your organisation sees the case. Others see it only when you share it."),
    ),
    "entry_points": Help(
        purpose=_("Entry points are QR codes through which residents write to you."),
        first=_("See which of them bring reports."),
        after=_("Open the poster, print it and hang it up."),
        seen_by=_("Reports are counted. Who scanned a code is never known."),
    ),
    "entry_point_about": Help(
        purpose=_("Here is what one entry point gives you: addresses, posters, counts."),
        first=_("Choose the sheets you need, print them and hang them up."),
        after=_("Come back after a month: did anybody write?"),
        seen_by=_("Reports are counted. Who scanned a code is never known."),
    ),
    ("contact_figures", "contact_figures_file"): Help(
        purpose=_("How many people wrote, when, how, and how long they waited."),
        first=_("Choose the days, and with what they are compared."),
        after=_("A month that is over can be taken as a file. Small numbers are not in it."),
        seen_by=_("Coordinators, supervisors and analysts. There are numbers only, no person."),
    ),
    "website_form": Help(
        purpose=_("Here you get a form for the city's own website."),
        first=_("Choose the entry point and the language, and copy what appears."),
        after=_("Try it from your website. What comes through it is counted at the entry point."),
        seen_by=_("Nothing is kept here. Who wrote on the website is never known."),
    ),
    (
        "entry_point_new",
        "entry_point_edit",
        "entry_point_withdraw",
        "entry_point_restore",
    ): Help(
        purpose=_("Say where the code hangs and for whom it is."),
        first=_("Name it so that colleagues find the place."),
        after=_("The code never changes. A withdrawn one can come back."),
        seen_by=_("Administrators change entry points. Colleagues read the name in the inbox."),
    ),
    ("entry_point_poster", "entry_point_sheet", "entry_point_sheets"): Help(
        purpose=_("This is the poster with the code, in your city's languages."),
        first=_("Print it on one sheet of A4."),
        after=_("Scan it with your own telephone before you hang it up."),
        seen_by=_("Everybody who passes by sees the poster."),
    ),
}
