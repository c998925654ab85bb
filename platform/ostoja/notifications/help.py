"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

HELP: Mapping[Names, Help] = {
    ("notifications", "notification", "pressing"): Help(
        purpose=_("Here is what happened while you were away."),
        first=_("Open the newest. What is unread is marked."),
        after=_("What a colleague has settled counts as read for you too."),
        seen_by=_("Only you see this list. Names appear while you may see the matter."),
    ),
    "notification_choices": Help(
        purpose=_("Choose what reaches you here and by e-mail."),
        first=_("One e-mail a day is enough for most things."),
        after=_("It holds from the next message on. Some cannot be turned off."),
        seen_by=_("Only you see your choices. E-mails never say anything of a case."),
    ),
    ("notification_phone", "notification_phone_code"): Help(
        purpose=_("Here you say to which telephone text messages come."),
        first=_("Write the number. Then type the code that comes to it."),
        after=_("Choose of what a text message comes. Nothing comes until you do."),
        seen_by=_("Your number is seen by you alone. Text messages name nobody."),
    ),
}
