"""Words for what this room records in the audit."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import register, register_names

LABELS: Final[Mapping[str, Promise]] = {
    "partner.added": gettext_lazy("A partner was added"),
    "partner.changed": gettext_lazy("A partner's record was changed"),
    "partner.checked": gettext_lazy("A partner's record was checked"),
    "partner.rules_changed": gettext_lazy("Rules of partners' records changed"),
    "partner.merged": gettext_lazy("Two records of a partner were merged"),
    "partner.separated": gettext_lazy("The merging of two partners' records was undone"),
    "partner.told_apart": gettext_lazy("Two partners' records were said to be of two bodies"),
    "partner.check_recalled": gettext_lazy("Reminder that a partner's record must be confirmed"),
    "partner.work_ended": gettext_lazy("Open work with a partner that left or is suspended ended"),
    "application.received": gettext_lazy("A body asked to join"),
    "application.remarked": gettext_lazy("A remark on an application to join was added"),
    "application.accepted": gettext_lazy("The accession of a body was begun"),
    "application.refused": gettext_lazy("An application to join was turned down"),
    "application.withdrawn": gettext_lazy("A body took its application to join back"),
    "partner.removed": gettext_lazy("A partner was removed: its import was undone"),
    "service.removed": gettext_lazy("A partner's service was removed: its import was undone"),
    "location.removed": gettext_lazy("A partner's place was removed: its import was undone"),
    "service.added": gettext_lazy("A partner's service was added"),
    "service.changed": gettext_lazy("A partner's service was changed"),
    "service.period_written": gettext_lazy(
        "Hours of a partner's service for a set period were written"
    ),
    "service.period_removed": gettext_lazy(
        "Hours of a partner's service for a set period were removed"
    ),
    "location.added": gettext_lazy("A partner's place was added"),
    "location.changed": gettext_lazy("A partner's place was changed"),
    "phone.added": gettext_lazy("A partner's telephone number was added"),
    "phone.changed": gettext_lazy("A partner's telephone number was changed"),
    "phone.removed": gettext_lazy("A partner's telephone number was removed"),
    "activity.added": gettext_lazy("A prevention activity was added"),
    "activity.changed": gettext_lazy("A prevention activity was changed"),
    "activity.removed": gettext_lazy("A prevention activity was removed"),
    "contact.added": gettext_lazy("A partner's contact was added"),
    "contact.changed": gettext_lazy("A partner's contact was changed"),
    "contact.removed": gettext_lazy("A partner's contact was removed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        register(verb, label)
    register(
        "partner.agreement_changed",
        gettext_lazy("A partner's agreement was changed"),
        _agreement_sentence,
    )
    register_names(Organisation._meta.label_lower, _names)


def _agreement_sentence(event: AuditEvent) -> str:
    states = dict(AgreementState.choices)
    return _("A partner's agreement was changed: from “%(before)s” to “%(after)s”") % {
        name: states.get(event.details.get(name), "–") for name in ("before", "after")
    }


def _names(ids: set[str]) -> dict[str, str]:
    bodies = Organisation.every.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in bodies}
