"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

KEEPERS = _("Administrators of the city and the data protection officer see this page.")

HELP: Mapping[Names, Help] = {
    "retention": Help(
        purpose=_("Here you see how long each kind of data is kept, and what goes next."),
        first=_("Look at what is to be deleted now. Keep a record back if the law asks for it."),
        after=_("Each night data whose period has passed is deleted for good."),
        seen_by=KEEPERS,
    ),
    "retention_period": Help(
        purpose=_("Change how long one kind of data is kept."),
        first=_("Read the reason for the period before you change it."),
        after=_("A shorter period deletes older data the next night."),
        seen_by=KEEPERS,
    ),
    "retention_run": Help(
        purpose=_("Delete now what would be deleted tonight."),
        first=_("Read the numbers. This cannot be undone."),
        after=_("Identifiers and days stay in the log."),
        seen_by=KEEPERS,
    ),
    "retention_log": Help(
        purpose=_("Here is on record what was deleted and when."),
        first=_("Search by the identifier that a person or an office gives you."),
        after=_("The log says that something was deleted, never what it said."),
        seen_by=KEEPERS,
    ),
    "retention_hold": Help(
        purpose=_("Keep a record although its period passes, for a court case, say."),
        first=_("Write the reason so that a colleague understands it in a year."),
        after=_("It stays until somebody releases it here."),
        seen_by=KEEPERS,
    ),
}
