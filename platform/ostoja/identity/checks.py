"""What a test of the connection finds, in words for whoever sets it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.identity import openid
from ostoja.identity.fetching import Unreachable

REASONS: Final[Mapping[str, Promise]] = {
    "address": _("An address is not one that may be asked: it must begin with https://."),
    "certificate": _("The certificate of the provider is not valid."),
    "connection": _("There is no connection. Is the address right?"),
    "endpoints": _("The provider does not name all its addresses, or they are not https."),
    "format": _("What came is no description of a provider. Is this the right address?"),
    "issuer": _("The provider gives itself another address. Write the address as it does."),
    "keys": _("The provider shows no usable keys."),
    "long": _("What came is far too long for a description of a provider."),
    "private": _(
        "The address lies in a private network. Whoever runs Ostoja must allow that network"
        " (IDENTITY_PRIVATE_NETWORKS)."
    ),
    "slow": _("The provider did not answer within ten seconds."),
    "status": _("The provider refused to answer. Is the address right?"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was tried; an empty ``problem`` means that it works."""

    label: Promise
    problem: Promise | str = ""


def findings(issuer: str) -> list[Finding]:
    """Ask for the description, then for the keys. A client's secret is not sent."""
    description, keys = _("Description of the provider"), _("Keys of the provider")
    try:
        endpoints = openid.discover(issuer)
    except Unreachable as error:
        return [Finding(description, REASONS[error.reason])]
    try:
        openid.signing_keys(endpoints)
    except Unreachable as error:
        return [Finding(description), Finding(keys, REASONS[error.reason])]
    return [Finding(description), Finding(keys)]
