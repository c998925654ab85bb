"""Words for what this room records in the audit."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from ostoja.identity.models import IdentityProvider

LABELS: Final[Mapping[str, Promise]] = {
    "identity.bound": gettext_lazy("Somebody was bound to their identity at the provider"),
    "identity.released": gettext_lazy("An identity at the provider was released"),
    "identity.signed_in": gettext_lazy("The identity provider confirmed somebody"),
    "identity.provider_set": gettext_lazy("The identity provider was set"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names(IdentityProvider._meta.label_lower, _names)


def _names(ids: set[str]) -> dict[str, str]:
    return dict.fromkeys(ids, _("Identity provider"))
