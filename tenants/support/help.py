"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "support": Help(
        purpose=_("Let the platform's operators look at your settings when something is wrong."),
        first=_("See whether anybody may come in now, and until when."),
        after=_("If you withdraw the consent, whoever is in is out at once."),
        seen_by=_("Only administrators see this page. Every visit stands in the audit."),
    ),
    "support_allow": Help(
        purpose=_("Say what support is to do in your city, and for how long."),
        first=_("Choose the shortest time that is enough."),
        after=_("All administrators are told. You are told when an operator enters."),
        seen_by=_("The operators read what you write here. They never see cases or people."),
    ),
    "operator_support": Help(
        purpose=_("Enter a city that has let support in."),
        first=_("Read what the city wants you to do. Confirm who you are."),
        after=_("You see the settings alone. The city sees each page that you open."),
        seen_by=_("Operators of the platform see this page."),
    ),
}
