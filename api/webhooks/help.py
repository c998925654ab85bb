"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

KEEPERS = _("Partner workers see those of their body; the coordinator and administrators see all.")

HELP: Mapping[Names, Help] = {
    "webhooks": Help(
        purpose=_("A webhook tells a body's own system at once that something happened here."),
        first=_("Ask whoever runs that system for an address that begins with https://."),
        after=_("A stopped one stands here in red. Look at its log."),
        seen_by=KEEPERS,
    ),
    "webhook_new": Help(
        purpose=_("Name the address, and choose the events of which it is told."),
        first=_("Choose only events that the system does something with."),
        after=_("You see the secret once. Give it to whoever runs the system, not by e-mail."),
        seen_by=KEEPERS,
    ),
    ("webhook", "webhook_pause", "webhook_resume", "webhook_test"): Help(
        purpose=_("See what the system was told, and how it answered."),
        first=_("Send a test message after each change on either side."),
        after=_("Messages hold no names. The system reads the rest with its own token."),
        seen_by=KEEPERS,
    ),
    "webhook_edit": Help(
        purpose=_("Change the address or the choice of events."),
        first=_("Try the new address with a test message afterwards."),
        after=_("What still waits goes to the new address."),
        seen_by=KEEPERS,
    ),
    "webhook_secret": Help(
        purpose=_("Change the secret with which messages are signed."),
        first=_("Do it when somebody leaves who knew it, and at least once a year."),
        after=_("For three days both secrets sign, so that nothing is lost meanwhile."),
        seen_by=KEEPERS,
    ),
    "webhook_again_since": Help(
        purpose=_("Send once more what happened since a moment."),
        first=_("Choose the moment at which the system lost something."),
        after=_("Messages keep their ids: a system that knows them already loses nothing."),
        seen_by=KEEPERS,
    ),
    ("webhook_delivery", "webhook_again"): Help(
        purpose=_("One message, and each time that it was sent."),
        first=_("Read what the system answered last."),
        after=_("Send it once more when the system is mended."),
        seen_by=KEEPERS,
    ),
    "webhook_remove": Help(
        purpose=_("Remove a webhook that nobody needs."),
        first=_("Pause it instead if the system only rests for a while."),
        after=_("The system is told nothing any more, and the log is deleted."),
        seen_by=KEEPERS,
    ),
}
