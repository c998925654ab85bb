"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "audit_log": Help(
        purpose=_("Here is on record who saw or changed what."),
        first=_("Once a week look through who opened cases."),
        after=_("Ask people about what you do not understand. Records cannot be altered."),
        seen_by=_("Administrators of the city and the data protection officer see this page."),
    ),
    "subject_audit": Help(
        purpose=_("Here you see everybody who saw or changed this one record."),
        first=_("Look first at people whose work has nothing to do with it."),
        after=_("With this page you answer a person who asks who saw their data."),
        seen_by=_("Administrators of the city and the data protection officer see this page."),
    ),
}
