"""Passkeys of one person: added, renamed, removed."""

from allauth.mfa.models import Authenticator

from ostoja.accounts import passkeys, second_factor
from ostoja.accounts.actions.sign_in import AlreadySetUp, wait_for_others
from ostoja.accounts.models import User
from ostoja.accounts.notices import tell
from ostoja.accounts.passkeys import NewPasskey, PasskeyRefused
from ostoja.audit import action, record


class TooManyPasskeys(Exception):
    """The person has as many as anybody may have."""


class LastFactor(Exception):
    """Without it the person would have no second factor."""


@action
def add_passkey(
    *, user: User, passkey: NewPasskey, name: str, by: User, may_add: bool = False
) -> tuple[Authenticator, bool]:
    """Add a passkey and tell the person; the second value: recovery codes came with it.

    ``may_add``: the session has proved a second factor. Without that one which is there
    already raises ``AlreadySetUp``. Raises ``TooManyPasskeys``, and ``PasskeyRefused`` for one
    that somebody of the city has already.
    """
    wait_for_others(user)
    if not may_add and second_factor.has_second_factor(user):
        raise AlreadySetUp
    if passkeys.passkeys_of(user).count() >= passkeys.MOST:
        raise TooManyPasskeys
    if passkeys.is_known(passkey):
        raise PasskeyRefused
    row, has_new_codes = second_factor.store_passkey(user, passkey, name)
    tell(user, "passkey_added")
    record("passkey.added", by=by, on=user)
    return row, has_new_codes


@action
def rename_passkey(*, passkey: Authenticator, name: str, by: User) -> None:
    """Give a passkey another name. Its row may be signing in just now, so it is read anew."""
    row = Authenticator.objects.select_for_update(of=("self",)).get(pk=passkey.pk)
    row.data["name"] = name
    row.save(update_fields=["data"])
    record("passkey.renamed", by=by, on=by)


@action
def remove_passkey(*, passkey: Authenticator, user: User, by: User) -> None:
    """Forget a passkey and tell the person; raises ``LastFactor`` when it is the last one."""
    wait_for_others(user)
    if not second_factor.has_others(user, besides=passkey):
        raise LastFactor
    Authenticator.objects.filter(pk=passkey.pk).delete()
    tell(user, "passkey_removed")
    record("passkey.removed", by=by, on=user)
