"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "easy_texts": Help(
        purpose=_("Here you keep the easy-to-read texts of the pages for residents."),
        first=_("Read the text of the start page as residents see it."),
        after=_("Let people who need such texts check yours, and write who did."),
        seen_by=_("Everybody who chooses easy-to-read text reads them."),
    ),
    ("easy_text_edit", "easy_text_check", "easy_text_restore"): Help(
        purpose=_("Rewrite the easy-to-read text of one page in one language."),
        first=_("One short sentence a line, with a picture that shows the same."),
        after=_("Residents read it as soon as you have saved."),
        seen_by=_("Everybody who chooses easy-to-read text reads it."),
    ),
}
