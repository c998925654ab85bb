"""What people are told of breaches: that one was recorded, and that its 72 hours end soon."""

import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds, people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.requests.document import day_in_words

WARNED = (6, 24)
"""Hours before the end of the 72 (GDPR, art. 33(1)) at which somebody is told again."""


def _names(person: User, breaches: set[UUID]) -> dict[UUID, str]:
    if not holds(person, Permission.BREACHES):
        return {}
    found = Breach.objects.filter(pk__in=breaches).values_list("pk", "noticed_at")
    return {pk: day_in_words(noticed_at) for pk, noticed_at in found}


NOTICED = Kind(
    key="breach-noticed",
    order=97,
    permission=Permission.BREACHES,
    address=page_of("breach"),
    names=_names,
    pressing=True,
    title=_("A breach of personal data was recorded: the clock of 72 hours runs"),
    text=_("Assess the risk, and decide whether the supervisory authority must be told."),
    counted=ngettext_lazy(
        "%(number)d breach of personal data was recorded",
        "%(number)d breaches of personal data were recorded",
        "number",
    ),
)
ENDS_SOON = Kind(
    key="breach-ends-soon",
    order=98,
    permission=Permission.BREACHES,
    address=page_of("breach"),
    names=_names,
    pressing=True,
    title=_("The time to tell the authority about a breach of personal data ends soon"),
    text=_("Nothing is decided yet. After 72 hours the delay must be explained (art. 33(1))."),
    counted=ngettext_lazy(
        "The time to tell the authority about %(number)d breach ends soon",
        "The time to tell the authority about %(number)d breaches ends soon",
        "number",
    ),
)


def noticed(breach: Breach, *, by: User) -> int:
    """Tell everybody who looks after breaches, except who recorded it; how many."""
    people = people_who_hold(Permission.BREACHES)
    return notify(NOTICED, to=people, event=breach.pk, about=breach.pk, by=by)


def ends_soon(breach: Breach) -> int:
    """Tell them how little is left, each time once, also who recorded it; how many are new."""
    left = breach.due_at - timezone.now()
    hours = next((one for one in WARNED if left <= datetime.timedelta(hours=one)), None)
    if hours is None:
        return 0
    event = event_of(breach.pk, f"{hours} hours left")
    people = people_who_hold(Permission.BREACHES)
    return notify(ENDS_SOON, to=people, event=event, about=breach.pk)


def decided(breach: Breach) -> None:
    """Nobody needs to be told any more."""
    settle(NOTICED, ENDS_SOON, about=breach.pk)


def register_all() -> None:
    """Called when the app starts."""
    register(NOTICED, ENDS_SOON)
