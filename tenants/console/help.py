"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import CONSOLE, Help, Names

OPERATORS = _("Operators of the platform see it. The people of a city do not.")

HELP: Mapping[Names, Help] = {
    f"{CONSOLE}staff_home": Help(
        purpose=_("This page lists the cities of the platform and how they stand."),
        first=_("Look for red words, such as a missing backup."),
        after=_("Open a city to see all about it and to act."),
        seen_by=OPERATORS,
    ),
    "operator_city": Help(
        purpose=_("This page shows how one city stands."),
        first=_("Look at its version and its last backup."),
        after=_("Each link below “What you can do” asks before anything happens."),
        seen_by=_("Operators of the platform see it. No data of clients stand here."),
    ),
    "operator_readiness": Help(
        purpose=_("This page shows what a city still lacks before it opens."),
        first=_("Look for what is missing, and who can mend it."),
        after=_("Write to those people. They mend it in their city, and open it."),
        seen_by=_("Operators of the platform see it. No data of clients stand here."),
    ),
    "operator_blueprint": Help(
        purpose=_("This page shows how a city differs from its blueprint."),
        first=_("Look at what was added, removed or changed."),
        after=_("A city may differ: nothing here needs to be mended."),
        seen_by=_("Operators of the platform see it. No data of clients stand here."),
    ),
    "operator_domains": Help(
        purpose=_("This page shows under which addresses a city answers."),
        first=_("Look for red words about certificates."),
        after=_("Where a certificate is missing, check that the domain leads to this server."),
        seen_by=OPERATORS,
    ),
    "operator_act": Help(
        purpose=_("Read what will happen to the city, then confirm it."),
        first=_("Check that it is the right city."),
        after=_("It is recorded with your name, here and in the city's own record."),
        seen_by=OPERATORS,
    ),
    "operator_upgrade": Help(
        purpose=_("Bring all cities to the version of this program."),
        first=_("Back up the database as your handbook says."),
        after=_("A job does it. You can follow it, and leave its page."),
        seen_by=OPERATORS,
    ),
    "operator_jobs": Help(
        purpose=_("Jobs are long work on cities, such as backups."),
        first=_("Look for those that failed, and open them."),
        after=_("A job goes on when you leave. After a crash it is finished by itself."),
        seen_by=OPERATORS,
    ),
    "operator_job": Help(
        purpose=_("This page shows how far a job is and what came of it."),
        first=_("Wait, or leave: it goes on without you."),
        after=_("One that failed says what to mend. Then try it again."),
        seen_by=OPERATORS,
    ),
    "operator_record": Help(
        purpose=_("This page shows what operators did and when."),
        first=_("Search for a city or a person."),
        after=_("Nobody can change or remove these lines."),
        seen_by=OPERATORS,
    ),
    "onboarding": Help(
        purpose=_("Make a new city, page by page."),
        first=_("Have its name, its TERYT code and its administrator's address at hand."),
        after=_("Each answer is kept. You may stop and go on later."),
        seen_by=OPERATORS,
    ),
    "onboarding_page": Help(
        purpose=_("Answer one question about the new city."),
        first=_("Read the hint below the field."),
        after=_("What cannot be is said at once. The city can change most of it later."),
        seen_by=OPERATORS,
    ),
    "onboarding_check": Help(
        purpose=_("Check all answers before the city is made."),
        first=_("Look at the short name: it can never be changed."),
        after=_("The city is made at once, and its administrator is invited."),
        seen_by=OPERATORS,
    ),
    "operator_health": Help(
        purpose=_("This page shows how the platform itself stands."),
        first=_("Look for red words first."),
        after=_("Reload the page to measure again."),
        seen_by=_("Operators of the platform see it. It holds numbers only."),
    ),
}
