"""Calls for help as every page of a supervisor shows them, wherever in Ostoja they work."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.intake.choices import ConversationState
from casework.intake.desk.news import CALLS
from casework.intake.models import HelpCall
from ostoja.access.roles import Role
from ostoja.accounts.memberships import roles_of
from ostoja.accounts.models import User
from ostoja.notifications.pressing import Row, Source
from ostoja.ui.city import facts_here

SHOWN_FOR = timedelta(hours=12)  # the longest duty: later it is no call for help now


def is_called(user: User) -> bool:
    """Whether calls for help are for this person: supervisors, on duty or not."""
    if user.is_visitor or not user.is_active or not facts_here().has("contact"):
        return False
    return Role.SUPERVISOR in roles_of(user)


def calls_for(user: User) -> list[HelpCall]:
    """The calls of others to which nobody comes yet and this person could, the first first."""
    recent = open_calls(user).filter(asked_at__gt=timezone.now() - SHOWN_FOR)
    still = recent.exclude(asked_by=user).exclude(conversation__state=ConversationState.CLOSED)
    return list(still)


def open_calls(user: User) -> QuerySet[HelpCall]:
    """All to which nobody comes yet, but for those of cases from which the person is kept."""
    closed = Case.kept_from(user.pk).values("pk")
    found = HelpCall.objects.filter(coming_at=None).exclude(conversation__case__in=closed)
    return found.select_related("asked_by", "conversation").order_by("asked_at")


def _row(call: HelpCall) -> Row:
    return Row(
        key=f"call-{call.pk}",
        words=_("%(name)s asks for help now.") % {"name": call.asked_by or "–"},
        url=reverse("conversation", args=[call.conversation_id]),
        link=_("Open the conversation"),
    )


PRESSING = Source(CALLS, is_called, lambda user: [_row(call) for call in calls_for(user)])
"""Above every page of whoever is called."""
