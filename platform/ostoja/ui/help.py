"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "components": Help(
        purpose=_("This page shows all parts that pages are built of."),
        first=_("You do not need it in daily work."),
        after=_("People who develop the platform look here first."),
        seen_by=_("All staff can open it. It holds no data."),
    ),
}
