"""What other pages show of this room: who waits, and the conversation that a case came from."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Case
from casework.cases.panels import CasePanel
from casework.intake.models import Conversation
from casework.intake.selectors import conversations_visible_to, waiting
from casework.intake.waiting import time_waited
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import WARSAW

MOST = 5


def who_waits(user: User) -> Panel | None:
    """For consultants: those who wait longest for an answer."""
    if not holds(user, Permission.CONVERSATION_ANSWER):
        return None
    return Panel(
        title=gettext_lazy("Who waits for an answer"),
        rows=[_row(one) for one in waiting(conversations_visible_to(user))[:MOST]],
        empty=gettext_lazy("Nobody waits. New reports from residents appear here."),
        more_url=reverse("inbox"),
    )


def nobody_answers(user: User) -> Panel | None:
    """For administrators of a city where residents can write and nobody may answer them."""
    if not holds(user, Permission.PEOPLE_MANAGE) or _somebody_answers():
        return None
    waiting_now = Conversation.objects.filter(waiting_since__isnull=False).count()
    waits = _("waiting: %(number)s") % {"number": waiting_now} if waiting_now else ""
    row = PanelRow(_("Invite a consultant"), reverse("people_invite"), waits)
    return Panel(
        title=gettext_lazy("Nobody reads yet what residents write"),
        rows=[row],
        more_url=reverse("people"),
    )


def _somebody_answers() -> bool:
    roles = [role for role, held in ROLES.items() if Permission.CONVERSATION_ANSWER in held]
    return User.objects.filter(is_active=True, memberships__role__in=roles).exists()


def _row(conversation: Conversation) -> PanelRow:
    received = timezone.localtime(conversation.created_at, WARSAW)
    text = _("Report of %(day)s") % {"day": f"{received:%d.%m.%Y, %H:%M}"}
    if conversation.claimed_by:
        text += f" – {conversation.claimed_by}"
    waits = _("waits %(time)s") % {"time": time_waited(conversation.waiting_since or received)}
    if conversation.is_minor:
        waits = f"{_('under 18')} · {waits}"
    return PanelRow(text, reverse("conversation", args=[conversation.pk]), waits)


def conversations_of(case: Case, user: User) -> CasePanel | None:
    """The conversations of a case, for those who may read them."""
    found = list(conversations_visible_to(user).filter(case=case).order_by("created_at"))
    if not found:
        return None
    return CasePanel("intake/case_panel.html", {"conversations": found})
