"""Calls for help as every page of a supervisor shows them, wherever in Ostoja they work."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from casework.cases.models import Case
from casework.intake.choices import ConversationState
from casework.intake.models import HelpCall
from ostoja.access.roles import Role
from ostoja.accounts.memberships import roles_of
from ostoja.accounts.models import User
from ostoja.ui.banner import Banner
from ostoja.ui.city import facts_here

SHOWN_FOR = timedelta(hours=12)  # the longest duty: later it is no call for help now
TEMPLATE = "intake/desk/calls.html"


@dataclass(frozen=True, slots=True)
class Calls:
    """What the box shows; an empty one waits for the next call."""

    calls: list[HelpCall]


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


def on_each_page(request: HttpRequest) -> Banner | None:
    """The box above every page for staff, for whoever is called."""
    user = getattr(request, "user", None)
    is_in_a_city = getattr(request, "city", None) is not None
    if not is_in_a_city or not isinstance(user, User) or not is_called(user):
        return None
    return Banner(TEMPLATE, Calls(calls_for(user)))
