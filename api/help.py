"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    ("tokens", "token_revoke"): Help(
        purpose=_("A token lets a program work in your name."),
        first=_("See first which tokens nobody uses any more."),
        after=_("Revoke a token that you do not need. It stops at once."),
        seen_by=_("Only you see this page."),
    ),
    "token_new": Help(
        purpose=_("Make a token for one program."),
        first=_("Choose as little as the program needs."),
        after=_("You see the token once. Store it where the program finds it."),
        seen_by=_("What the program does is on record under your name."),
    ),
}
