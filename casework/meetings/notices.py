"""What this room tells people: that something their body took on is due."""

from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.meetings.models import Outcome
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, register
from ostoja.notifications.telling import event_of, notify, settle


def texts(person: User, outcomes: set[UUID]) -> dict[UUID, str]:
    """The beginning of each, for who sees meetings; outcomes are about bodies, never clients."""
    if not holds(person, Permission.MEETING_VIEW):
        return {}
    rows = Outcome.objects.filter(pk__in=outcomes).values_list("pk", "text")
    return {pk: Truncator(text).chars(80) for pk, text in rows}


def _place(about: UUID | None) -> str:
    """On the page of its meeting."""
    rows = Outcome.objects.filter(pk__in=[about]).values_list("meeting_id", flat=True)
    meeting = rows.first()
    if meeting is None:
        return reverse("outcomes")
    return f"{reverse('meeting', args=[meeting])}#outcome-{about}"


OUTCOME_DUE = Kind(
    key="outcome-due",
    title=_("Something that your organisation took on at a meeting is due"),
    text=_("Note what became of it, or set another day."),
    counted=ngettext_lazy(
        "%(number)d thing that your organisation took on at a meeting is due",
        "%(number)d things that your organisation took on at meetings are due",
        "number",
    ),
    address=_place,
    names=texts,
    permission=Permission.MEETING_VIEW,
    module="meetings",
    mail=Mail.DIGEST,
    order=60,
)


def register_all() -> None:
    """Called when the app starts."""
    register(OUTCOME_DUE)


def due_event(outcome: Outcome) -> UUID:
    """The id of its being due on that day; another day is another event."""
    return event_of(outcome.pk, f"due {outcome.due_on}")


def due(outcome: Outcome) -> int:
    """Tell the people who come to meetings for the body that took it on; how many."""
    people = _people_of(outcome)
    return notify(OUTCOME_DUE, to=people, event=due_event(outcome), about=outcome.pk)


def ended(outcome: Outcome) -> None:
    """It is closed or put off: nobody is called to it any more."""
    settle(OUTCOME_DUE, about=outcome.pk)


def _people_of(outcome: Outcome) -> list[User]:
    if outcome.owner is None:
        return []
    roles = [role for role, held in ROLES.items() if Permission.MEETING_VIEW in held]
    people = User.objects.filter(
        is_active=True, memberships__group=outcome.owner.group_id, memberships__role__in=roles
    )
    return list(people.distinct())
