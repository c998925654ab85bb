"""Setting the provider, and binding people to their identities there."""

from dataclasses import dataclass

from django.db.models.functions import Now
from django.utils import timezone

from ostoja.access import versions
from ostoja.access.versions import StaleObject
from ostoja.accounts import actions as accounts
from ostoja.accounts.actions.invitations import AccountExists, InvitationClosed
from ostoja.accounts.actions.sign_in import wait_for_others
from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import Invitation, User
from ostoja.accounts.notices import tell
from ostoja.audit import action, record
from ostoja.identity import notices, selectors
from ostoja.identity.models import BoundIdentity, IdentityProvider
from ostoja.identity.openid import Claims


class Refused(Exception):
    """This identity lets nobody in. ``reason`` is the name of what the page says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Settings:
    """What an administrator wrote; an empty secret leaves the one that is kept."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    email_domains: list[str]
    trusts_second_factor: bool
    is_enabled: bool


@action
def set_provider(*, wanted: Settings, version: int, by: User) -> IdentityProvider:
    """Set the city's provider; ``version`` is 0 for the first time. Raises ``StaleObject``.

    All administrators are told, also the one who did it: the provider decides who gets in.
    """
    row = _locked(version)
    before = (row.issuer, row.trusts_second_factor)
    for name in ("name", "issuer", "client_id", "email_domains"):
        setattr(row, name, getattr(wanted, name))
    row.trusts_second_factor = wanted.trusts_second_factor
    row.is_enabled = wanted.is_enabled
    row.client_secret = wanted.client_secret or row.client_secret
    if before != (row.issuer, row.trusts_second_factor):
        row.trust_changed_at = Now()
    row.save()
    row.refresh_from_db(fields=["trust_changed_at"])
    notices.provider_set()
    record(
        "identity.provider_set",
        by=by,
        on=row,
        issuer=row.issuer,
        is_enabled=row.is_enabled,
        trusts_second_factor=row.trusts_second_factor,
        new_secret=bool(wanted.client_secret),
    )
    return row


def _locked(version: int) -> IdentityProvider:
    found = IdentityProvider.objects.first()
    if found is None:
        return IdentityProvider()
    if not version:
        raise StaleObject(found)
    return versions.lock(IdentityProvider, found.pk, version)


@action
def person_of(*, claims: Claims, provider: IdentityProvider) -> User:
    """Whose identity this is, bound now if it is new here. Raises ``Refused``.

    Only somebody who has an account, or an open invitation, is ever let in: the first time by
    an address that the provider has verified, from then on by its own name for the person.
    """
    known = selectors.bound_to(claims).select_for_update(of=("self",)).first()
    if known is None:
        user = _by_address(claims, provider)
        known = _bound(user, claims.issuer, selectors.digest_of(claims))
    if not may_sign_in(known.user):
        raise Refused("switched_off")
    known.last_used_at = timezone.now()
    known.save(update_fields=["last_used_at"])
    record("identity.signed_in", by=known.user, on=known.user)
    return known.user


def _bound(user: User, issuer: str, digest: bytes) -> BoundIdentity:
    """Of two browsers that come at once, the second finds what the first has bound."""
    wait_for_others(user)
    identity, is_new = BoundIdentity.objects.get_or_create(
        user=user, issuer=issuer, defaults={"subject_hash": digest}
    )
    if bytes(identity.subject_hash) != digest:
        raise Refused("bound_to_another")
    if is_new:
        tell(user, "identity_bound")
        record("identity.bound", by=user, on=user)
    return identity


def _by_address(claims: Claims, provider: IdentityProvider) -> User:
    if not (claims.email and claims.is_email_verified):
        raise Refused("unverified")
    if claims.email.rpartition("@")[2] not in provider.email_domains:
        raise Refused("domain")
    user = User.objects.filter(email=claims.email).first() or _invited(claims)
    if not may_sign_in(user):
        raise Refused("switched_off")
    return user


def _invited(claims: Claims) -> User:
    """Somebody with an open invitation takes it: that address is theirs, as its link would show."""
    found = Invitation.objects.filter(email=claims.email, accepted_at=None, revoked_at=None)
    invitation = found.filter(expires_at__gt=timezone.now()).order_by("created_at").first()
    if invitation is None:
        raise Refused("unknown")
    name = invitation.full_name or claims.name or claims.email
    try:
        return accounts.accept_invitation(invitation=invitation, full_name=name, password=None)
    except (AccountExists, InvitationClosed) as error:
        raise Refused("again") from error


@action
def release(*, identity: BoundIdentity, by: User) -> None:
    """Forget whom the provider's person is: the next sign-in binds anew, by the address."""
    record("identity.released", by=by, on=identity.user)
    tell(identity.user, "identity_released")
    identity.delete()
