"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy

from accessibility.easy.models import EasyText
from accessibility.easy.pages import BY_KEY
from ostoja.audit import presenters

LABELS = {
    "easy_text.changed": gettext_lazy("Easy-to-read text changed"),
    "easy_text.checked": gettext_lazy("Check of an easy-to-read text noted"),
    "easy_text.restored": gettext_lazy("Easy-to-read text of the platform taken again"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names(EasyText._meta.label_lower, _names)


def _names(ids: set[str]) -> dict[str, str]:
    found = EasyText.objects.filter(pk__in=ids)
    return {str(one.pk): f"{BY_KEY[one.page].title} ({one.language})" for one in found}
