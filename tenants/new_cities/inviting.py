"""The first administrator's way in, sent once more while nobody has taken it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from ostoja.access.roles import Role
from ostoja.accounts.actions import resend_invitation
from ostoja.accounts.models import Invitation, Membership, User
from tenants.addresses import host_in_links, invitation_address
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.noting import acting, note_on_platform


class NobodyWaits(RuntimeError):
    """The city has an administrator already, or no invitation of one; the message says which."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Where the invitation went, and its link, which is known this once."""

    email: str
    link: str


def invite_again(slug: str, *, by: User | None = None) -> Invited:
    """A new link with a new term goes to the city's first administrator; the old one dies.

    Both records have it. Raises ``City.DoesNotExist`` and ``NobodyWaits``.
    """
    with transaction.atomic():
        with entered_platform():
            host = host_in_links(City.objects.get(slug=slug).slug)
        links: list[str] = []

        def link(token: str, language: str) -> str:
            routes = settings.ROOT_URLCONF
            links.append(invitation_address(host, token, routes=routes, language=language))
            return links[-1]

        with entered(slug), acting(by):
            invitation = resend_invitation(invitation=_first(), link=link, by=by)
        note_on_platform(slug, "city.invited_again", by=by)
    return Invited(invitation.email, links[-1])


def _first() -> Invitation:
    """The one that came with the city: of nobody in it, and before those of its lists."""
    if Membership.objects.filter(role=Role.CITY_ADMIN).exists():
        raise NobodyWaits(_("The city has an administrator already, who can invite others."))
    waiting = Invitation.objects.filter(
        role=Role.CITY_ADMIN, invited_by=None, accepted_at=None, revoked_at=None
    )
    found = waiting.order_by("created_at").first()
    if found is None:
        raise NobodyWaits(_("There is no invitation of a first administrator."))
    return found
