"""What the records of the city and of the platform call the events of this room."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent

LABELS = {
    "support.allowed": gettext_lazy("The city let support in"),
    "support.withdrawn": gettext_lazy("The city withdrew its consent to support"),
    "support.asked": gettext_lazy("An operator asked for a way into the city"),
    "support.entered": gettext_lazy("An operator entered the city as support"),
    "support.left": gettext_lazy("An operator left the city"),
    "support.ended": gettext_lazy("A visit of support was ended"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register("support.page_seen", gettext_lazy("Support looked at a page"), _page)
    for model in ("support.supportconsent", "support.supportvisit"):
        presenters.register_names(model, _names)


def _page(event: AuditEvent) -> str:
    return _("Support looked at the page %(page)s") % {"page": event.details.get("page", "")}


def _names(ids: set[str]) -> dict[str, str]:
    return dict.fromkeys(ids, _("Support access"))
