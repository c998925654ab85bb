"""What the audit calls the events that this room records."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from tenants.privacy_notice.models import PrivacyNotice

LABELS: Final[Mapping[str, Promise]] = {
    "privacy_notice.changed": gettext_lazy("Privacy notice changed"),
    "privacy_notice.controller_changed": gettext_lazy("Controller of the data changed"),
    "privacy_notice.confirmed": gettext_lazy("Privacy notice confirmed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names(PrivacyNotice._meta.label_lower, _names)


def _names(ids: set[str]) -> dict[str, str]:
    return dict.fromkeys(ids, _("Privacy notice"))
