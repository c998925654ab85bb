"""What the audit calls the events that this room records."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from tenants.profile.models import GrantNotice, PhoneNumber, PublicText
from tenants.profile.texts import PLACES

LABELS: Final[Mapping[str, Promise]] = {
    "city.colours_set": gettext_lazy("City's colours set"),
    "city.exit_set": gettext_lazy("Site set that opens on leaving"),
    "city.grants_answered": gettext_lazy("It was said whether a grant asks for a notice"),
    "phone_number.added": gettext_lazy("Telephone number added"),
    "phone_number.changed": gettext_lazy("Telephone number changed"),
    "phone_number.removed": gettext_lazy("Telephone number removed"),
    "phone_numbers.confirmed": gettext_lazy("Telephone numbers confirmed"),
    "public_text.changed": gettext_lazy("Words to residents changed"),
    "grant_notice.added": gettext_lazy("Funder's notice added"),
    "grant_notice.changed": gettext_lazy("Funder's notice changed"),
    "grant_notice.removed": gettext_lazy("Funder's notice removed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names(PhoneNumber._meta.label_lower, _numbers)
    presenters.register_names(GrantNotice._meta.label_lower, _notices)
    presenters.register_names(PublicText._meta.label_lower, _texts)


def _numbers(ids: set[str]) -> dict[str, str]:
    found = {str(one.pk): one.display for one in PhoneNumber.objects.filter(pk__in=ids)}
    return dict.fromkeys(ids, _("Telephone number")) | found


def _texts(ids: set[str]) -> dict[str, str]:
    found = PublicText.objects.filter(pk__in=ids).values_list("pk", "key")
    return {str(pk): str(PLACES[key].title) if key in PLACES else key for pk, key in found}


def _notices(ids: set[str]) -> dict[str, str]:
    found = {str(one.pk): one.funder for one in GrantNotice.objects.filter(pk__in=ids)}
    return dict.fromkeys(ids, _("Funder's notice")) | found
