"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    "identity_provider": Help(
        purpose=_("Let staff sign in with the account that the office gave them."),
        first=_("Ask your IT department for the four values. Test the connection first."),
        after=_(
            "A button appears on the sign-in page. All administrators are told of each change."
        ),
        seen_by=_("Only administrators see this page. The secret is never shown again."),
    ),
    "identities": Help(
        purpose=_("Here is whose account is bound to one of the office."),
        first=_("Release a person who has another account there now."),
        after=_("At the next sign-in they are bound anew by their e-mail address."),
        seen_by=_("Only administrators see this page."),
    ),
}
