"""Kinds of news for tests, which stand beside those of the rooms while a test runs."""

from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy, ngettext_lazy

from ostoja.accounts.models import User
from ostoja.notifications import kinds
from ostoja.notifications.kinds import Kind, page_of
from ostoja.notifications.models import Notification
from ostoja.notifications.telling import notify
from ostoja.ui import city
from tenants.profile.models import CityProfile


def kind(key: str = "tested", **facts: Any) -> Kind:
    """A kind of news, registered; it leads to the person's own account."""
    words = {"title": gettext_lazy("Notifications"), "text": "Look at it."}
    counted = ngettext_lazy("%(number)d unread notification", "%(number)d unread notifications", 0)
    given = {"counted": counted, "address": page_of("own_account"), **words, **facts}
    made = Kind(key=key, **given)
    kinds.register(made)
    return made


def tell(made: Kind, *people: User, event: UUID | None = None, **facts: Any) -> int:
    """Tell people of something that just happened."""
    return notify(made, to=people, event=event or uuid4(), **facts)


def rows_of(person: User) -> list[Notification]:
    """What the person was told, the newest first."""
    return list(Notification.objects.filter(person=person))


def modules(*names: str) -> None:
    """Give the city these modules alone."""
    CityProfile.objects.update(modules=list(names))
    city.forget()
