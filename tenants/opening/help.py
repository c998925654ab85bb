"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    ("opening", "opening_open"): Help(
        purpose=_("See what your city still needs before people can write to you."),
        first=_("Go through what is missing from the top. Each link leads to its page."),
        after=_("Once nothing is missing you open the city. Nobody can close it here again."),
        seen_by=_("Administrators of the city, and the platform's operators."),
    ),
}
