"""What this room tells people: that somebody waits for a word from us."""

from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.intake.choices import ConversationState
from casework.intake.models import Conversation, Message
from casework.intake.selectors import conversations_visible_to, who_sees
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import by_the_way, event_of, notify, settle


def moments(person: User, conversations: set[UUID]) -> dict[UUID, str]:
    """When each came that the person may see: conversations have no other name."""
    seen = conversations_visible_to(person).filter(pk__in=conversations)
    rows = seen.order_by().values_list("pk", "created_at")
    return {pk: formats.date_format(timezone.localtime(at), "d.m.Y, H:i") for pk, at in rows}


REPORT_WAITS = Kind(
    key="report-waits",
    title=_("A report waits in the inbox"),
    text=_("Somebody wrote to the city, and nobody has taken it yet."),
    counted=ngettext_lazy(
        "%(number)d report waits in the inbox", "%(number)d reports wait in the inbox", "number"
    ),
    address=page_of("conversation"),
    names=moments,
    open_to=who_sees,
    permission=Permission.CONVERSATION_ANSWER,
    module="contact",
    mail=Mail.NONE,  # whoever is on duty has the inbox open
    order=11,
)
WROTE_AGAIN = Kind(
    key="resident-wrote",
    title=_("Somebody whom you answered has written again"),
    text=_("A conversation that you hold or held waits for a word from you."),
    counted=ngettext_lazy(
        "%(number)d person whom you answered has written again",
        "%(number)d people whom you answered have written again",
        "number",
    ),
    address=page_of("conversation"),
    names=moments,
    permission=Permission.CONVERSATION_ANSWER,
    module="contact",
    order=10,
)


def register_all() -> None:
    """Called when the app starts."""
    register(REPORT_WAITS, WROTE_AGAIN)


def waits(conversation: Conversation, *, by: User | None) -> None:
    """Tell those who answer that nobody has taken it; of what a machine may have sent nobody is
    told, so that no flood reaches them. What somebody wrote is kept whether they are told or not.
    """
    if conversation.is_doubtful:
        return
    with by_the_way(REPORT_WAITS):
        people = people_who_hold(Permission.CONVERSATION_ANSWER)
        event = event_of(conversation.pk, f"waits {conversation.version}")
        notify(REPORT_WAITS, to=people, event=event, about=conversation.pk, by=by)


def written_again(conversation: Conversation, message: Message, holder: User | None) -> None:
    """Tell who holds it, or answered last; what was written is kept also if that fails."""
    if holder is None:
        return
    with by_the_way(WROTE_AGAIN):
        notify(WROTE_AGAIN, to=[holder], event=message.pk, about=conversation.pk)


def moved(conversation: Conversation, *, by: User | None) -> None:
    """It waits again, or it is in somebody's hands and so waits in nobody else's list."""
    if conversation.state == ConversationState.WAITING:
        waits(conversation, by=by)
        return
    settle(REPORT_WAITS, about=conversation.pk)
    if conversation.state != ConversationState.CLAIMED:  # the person has our word
        settle(WROTE_AGAIN, about=conversation.pk)
