"""What this room tells people: that the city changed through whom one gets in."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import notify

PROVIDER_SET = Kind(
    key="identity-provider",
    title=_("The city's identity provider was set or changed"),
    text=_(
        "It decides who gets in. If none of the administrators meant to change it, switch it off"
        " on its page at once and tell whoever runs Ostoja."
    ),
    counted=ngettext_lazy(
        "%(number)d change of the city's identity provider",
        "%(number)d changes of the city's identity provider",
        "number",
    ),
    address=page_of("identity_provider"),
    permission=Permission.SIGN_IN_SETTINGS,
    always=_("So that nobody changes who gets in without your knowing."),
    order=2,
)


def register_all() -> None:
    """Called when the app starts."""
    register(PROVIDER_SET)


def provider_set() -> None:
    """Tell all administrators of the city, also the one who did it."""
    administrators = User.objects.filter(memberships__role=Role.CITY_ADMIN).distinct()
    notify(PROVIDER_SET, to=administrators, event=uuid4())
