"""What is recorded of a city's domains, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import Sentence

LABELS = {
    "city.domain_added": _("A domain was added to the city"),
    "city.domain_made_primary": _("A domain became the one in the city's links"),
    "city.domain_removed": _("A domain was taken from the city"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label, _with_its_name(label))


def _with_its_name(label: Promise) -> Sentence:
    def sentence(event: AuditEvent) -> str:
        return f"{label}: {event.details.get('domain', '–')}"

    return sentence
