"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "city_colours": Help(
        purpose=_("Choose the two colours of your city's pages."),
        first=_("Try colours out and read what is said about contrast."),
        after=_("Saved colours show on all pages within half a minute."),
        seen_by=_("Administrators change them. Everybody sees them."),
    ),
}
