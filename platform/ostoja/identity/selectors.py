"""Reading about the city's identity provider."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ostoja.accounts.second_factor import has_second_factor
from ostoja.accounts.ways_in import WayIn
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.identity.openid import Claims
from ostoja.privacy.keys import keyed_hash
from tenants.fence.place import PLATFORM_SCHEMA, current_schema

PURPOSE = "identity.subject"


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


def digest_of(claims: Claims) -> bytes:
    """What is kept of the provider's name for somebody."""
    return keyed_hash(PURPOSE, f"{claims.issuer}\n{claims.subject}".encode())


def bound_to(claims: Claims) -> QuerySet[BoundIdentity]:
    """The identity that these claims are of, if somebody is bound to it."""
    found = BoundIdentity.objects.filter(issuer=claims.issuer, subject_hash=digest_of(claims))
    return found.select_related("user")


def stands_in(claims: Claims, provider: IdentityProvider) -> bool:
    """Whether the provider's second factor is enough; to be asked before anybody is bound.

    Only for somebody without one of their own, who was bound earlier, and since the city last
    changed whom it trusts: whoever may set the provider must not become everybody.
    """
    if not (provider.trusts_second_factor and claims.has_second_factor):
        return False
    known = bound_to(claims).filter(created_at__gt=provider.trust_changed_at).first()
    return known is not None and not has_second_factor(known.user)
