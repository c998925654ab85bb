"""Reading about the city's identity provider."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ostoja.accounts.ways_in import WayIn
from ostoja.identity.models import BoundIdentity, IdentityProvider
from tenants.fence.place import PLATFORM_SCHEMA, current_schema


def provider() -> IdentityProvider | None:
    """The city's provider, switched on or not."""
    return IdentityProvider.objects.first()


def provider_in_use() -> IdentityProvider | None:
    """The provider through whom people may sign in now."""
    return IdentityProvider.objects.filter(is_enabled=True).first()


def way_in() -> WayIn | None:
    """The button on the page for signing in; operators have no provider."""
    if current_schema() == PLATFORM_SCHEMA:
        return None
    found = provider_in_use()
    if found is None:
        return None
    text = _("Sign in with %(name)s") % {"name": found.name}
    return WayIn(text, reverse("identity_start"))


def identities() -> QuerySet[BoundIdentity]:
    """Who is bound to an identity, by name."""
    return BoundIdentity.objects.select_related("user").order_by("user__full_name", "pk")
