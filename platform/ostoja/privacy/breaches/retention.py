"""How long breaches are kept, and that they are no data of one person."""

from django.utils.translation import gettext_lazy as _

from ostoja.privacy.breaches.models import Breach, BreachEntry
from ostoja.privacy.requests import holdings
from ostoja.privacy.retention.classes import RetentionClass, register

BREACHES = RetentionClass(
    key="breaches",
    label=_("Closed breaches of personal data, with what was decided"),
    why=_("The authority may ask for the record of breaches (GDPR, art. 33(5))."),
    counted_from=_("the closing of the breach"),
    rows=lambda: Breach.objects.filter(closed_at__isnull=False),
    since="closed_at",
    days=5 * 365,
    shortest=365,
    longest=20 * 365,
)


def register_all() -> None:
    """Called when the app starts."""
    register(BREACHES)
    for model in (Breach, BreachEntry):
        holdings.leave_out(
            model, _("Records of breaches: people concerned are told by themselves (art. 34).")
        )
