"""What somebody was told, and how they want to be told."""

from ostoja.accounts.models import User
from ostoja.notifications.actions import choose
from ostoja.notifications.models import Choices, Notification
from tenants.fence.models import CityModel


def told_of(person: User, thing: CityModel) -> Notification:
    """The one notification of this person about a thing."""
    return Notification.objects.get(person=person, about=thing.pk)


def first_choices(person: User) -> Choices:
    """The person has chosen nothing but that it is to stay so."""
    return choose(person=person, version=0, channels={}, by=person)
