"""Whole addresses of pages, for what is printed on a terminal or sent by e-mail."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ostoja.notifications.sender import Sender
from tenants.fence import current_city, current_schema, entered_platform
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.hosts import host_of, operator_host


def origin_of(host: str) -> str:
    """Where a host is reached: on localhost at the port of the running demonstration."""
    if settings.IS_LOCAL:
        return f"http://{host}:{settings.PORT}"
    return f"https://{host}"


def invitation_address(host: str, token: str, *, routes: str, language: str = "pl") -> str:
    """The address behind an invitation; ``routes`` is the host's urlconf."""
    with translation.override(language):
        return origin_of(host) + reverse("accept_invitation", args=[token], urlconf=routes)


def sender() -> Sender:
    """In whose name e-mails go out here; the pages of a city are named by its primary host."""
    from tenants.profile.selectors import profile

    if current_schema() == PLATFORM_SCHEMA:
        return Sender("", origin_of(operator_host()))
    slug, name = current_city(), profile().name
    with entered_platform():
        return Sender(name, origin_of(host_in_links(slug)))


def host_in_links(slug: str) -> str:
    """The city's primary host. To be asked in the platform's schema."""
    from tenants.models import Domain

    hosts = Domain.objects.filter(tenant__slug=slug, is_primary=True)
    return hosts.values_list("domain", flat=True).first() or host_of(slug)
