"""What other pages show of this room: who waits, and the conversation that a case came from."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Case
from casework.cases.panels import CasePanel
from casework.cases.selectors import Sight
from casework.intake.models import Conversation, Mailbox
from casework.intake.selectors import back_to, conversations_visible_to, waiting
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.home import Panel, PanelOf, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.elapsed import time_waited
from ostoja.ui.templatetags.ui import WARSAW

MOST = 5
LONGEST_WAIT = timedelta(hours=24)
"""After which an answer to a resident cannot wait any more."""


def who_waits(user: User) -> Panel | None:
    """For consultants: those who wait longest for an answer, besides their own."""
    if not holds(user, Permission.CONVERSATION_ANSWER):
        return None
    found = waiting(conversations_visible_to(user)).exclude(pk__in=back_to(user).values("pk"))
    return Panel(
        title=gettext_lazy("Who waits for an answer"),
        rows=[_row(one) for one in found[:MOST]],
        empty=gettext_lazy(
            "New reports from residents appear here: children first, then who waits longest."
            " Open one and say that you will answer."
        ),
        more_url=reverse("inbox"),
    )


def my_conversations(user: User) -> Panel | None:
    """For consultants: what they answer now, and who wrote again to them."""
    if not holds(user, Permission.CONVERSATION_ANSWER):
        return None
    return Panel(
        title=gettext_lazy("Your conversations that wait for you"),
        rows=[_row(one, is_own=True) for one in waiting(back_to(user))[:MOST]],
        empty=gettext_lazy("When somebody whom you answered writes again, it appears here."),
        more_url=f"{reverse('inbox')}?mine=on",
    )


def waits_with_team(user: User) -> Panel | None:
    """For supervisors, who read along: who waits for their consultants."""
    reads_along = holds(user, Permission.CONVERSATION_VIEW) and holds(user, Permission.CASE_VIEW)
    if not reads_along or holds(user, Permission.CASE_OPEN):
        return None
    return Panel(
        title=gettext_lazy("Who waits for your team"),
        rows=[_row(one) for one in waiting(conversations_visible_to(user))[:MOST]],
        empty=gettext_lazy(
            "Here you see who waits for an answer of your consultants, and for how long."
            " You read along; they answer."
        ),
        more_url=reverse("inbox"),
    )


def nobody_answers(user: User) -> Panel | None:
    """For administrators of a city where residents can write and nobody may answer them."""
    if not holds(user, Permission.PEOPLE_MANAGE) or _somebody_answers():
        return None
    waiting_now = Conversation.objects.filter(waiting_since__isnull=False).count()
    waits = _("waiting: %(number)s") % {"number": waiting_now} if waiting_now else ""
    row = PanelRow(_("Invite a consultant"), reverse("people_invite"), waits, Pressing.NOW)
    return Panel(
        title=gettext_lazy("Nobody reads yet what residents write"),
        rows=[row],
        more_url=reverse("people"),
    )


def mailbox_is_not_read(user: User) -> Panel | None:
    """For administrators: else a password that has changed would be noticed by nobody, while
    people wait for an answer to their e-mails.
    """
    if not holds(user, Permission.MAILBOX_CHANGE):
        return None
    mailbox = Mailbox.objects.filter(is_on=True).exclude(trouble="").first()
    if mailbox is None:
        return None
    row = PanelRow(mailbox.get_trouble_display(), reverse("mailbox"), pressing=Pressing.NOW)
    return Panel(title=gettext_lazy("E-mails from residents do not come in now"), rows=[row])


def _somebody_answers() -> bool:
    roles = [role for role, held in ROLES.items() if Permission.CONVERSATION_ANSWER in held]
    return User.objects.filter(is_active=True, memberships__role__in=roles).exists()


def _row(conversation: Conversation, *, is_own: bool = False) -> PanelRow:
    received = timezone.localtime(conversation.created_at, WARSAW)
    text = _("Report of %(day)s") % {"day": f"{received:%d.%m.%Y, %H:%M}"}
    if conversation.claimed_by and not is_own:
        text += f" – {conversation.claimed_by}"
    since = conversation.waiting_since or received
    waits = _("waits %(time)s") % {"time": time_waited(since)}
    if conversation.is_minor:
        waits = f"{_('under 18')} · {waits}"
    url = reverse("conversation", args=[conversation.pk])
    return PanelRow(text, url, waits, _pressing(conversation, since))


def _pressing(conversation: Conversation, since: datetime) -> Pressing:
    """What a machine may have sent hurries nobody; a child, or a day of waiting, does."""
    if conversation.is_doubtful:
        return Pressing.LATER
    is_late = timezone.now() - since >= LONGEST_WAIT
    return Pressing.NOW if conversation.is_minor or is_late else Pressing.TODAY


def conversations_of(case: Case, sight: Sight) -> CasePanel | None:
    """The conversations of a case, for those who may read them."""
    found = list(conversations_visible_to(sight.person).filter(case=case).order_by("created_at"))
    if not found:
        return None
    return CasePanel("intake/case_panel.html", {"conversations": found})


ON_THE_FIRST_PAGE: dict[int, PanelOf] = {
    5: nobody_answers,
    6: mailbox_is_not_read,
    9: my_conversations,
    10: who_waits,
    11: waits_with_team,
}
