"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    ("statement", "statement_publish", "statement_review"): Help(
        purpose=_("Here you keep the accessibility statement that the law asks for."),
        first=_("See what is missing and write it."),
        after=_("Publish it when it is whole. Review it each year by 31 March."),
        seen_by=_("Everybody reads what you publish."),
    ),
    "statement_edit": Help(
        purpose=_("Answer what the ministry's template asks."),
        first=_("Write what is true today, also what does not work yet."),
        after=_("Nothing is public until you publish it."),
        seen_by=_("Administrators see the draft."),
    ),
    "statement_preview": Help(
        purpose=_("See the statement as residents will read it."),
        first=_("Read it in each language."),
        after=_("Go back to change or to publish it."),
        seen_by=_("Administrators see the draft."),
    ),
}
