"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

PUBLIC = _("Residents read it on the public page.")

HELP: Mapping[Names, Help] = {
    ("privacy_notice_staff", "privacy_notice_confirm"): Help(
        purpose=_("Here is what residents read about their data, in four languages."),
        first=_("See first what is missing. Then read the whole notice."),
        after=_("The data protection officer confirms it, and again after each change."),
        seen_by=PUBLIC,
    ),
    "privacy_notice_controller": Help(
        purpose=_("Write who is responsible for the data and how to reach them."),
        first=_("Take names and addresses from the official register."),
        after=_("The notice must then be confirmed again."),
        seen_by=PUBLIC,
    ),
    "privacy_notice_part": Help(
        purpose=_("Change one part of the privacy notice."),
        first=_("Write Polish first, then the other languages."),
        after=_("The notice must then be confirmed again."),
        seen_by=PUBLIC,
    ),
}
