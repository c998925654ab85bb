"""What the audit calls the events that this room records."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accessibility.statement.models import Statement
from ostoja.audit import presenters

LABELS = {
    "statement.changed": gettext_lazy("Accessibility statement changed"),
    "statement.published": gettext_lazy("Accessibility statement published"),
    "statement.published_again": gettext_lazy(
        "Accessibility statement published twice; nothing was added"
    ),
    "statement.reviewed": gettext_lazy("Accessibility statement reviewed"),
    "statement.review_recalled": gettext_lazy("Reminder of the review of the statement sent"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names(Statement._meta.label_lower, _names)


def _names(ids: set[str]) -> dict[str, str]:
    return dict.fromkeys(ids, _("Accessibility statement"))
