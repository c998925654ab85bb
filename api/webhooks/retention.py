"""How long it is kept what systems were told."""

from django.utils.translation import gettext_lazy as _

from api.webhooks.models import Delivery
from ostoja.privacy.retention.classes import RetentionClass, register

DELIVERIES = RetentionClass(
    key="webhook-deliveries",
    label=_("Messages to systems of partners, with how they answered"),
    why=_("To find out what a system was told, and to send it once more."),
    counted_from=_("the moment since which the message waited"),
    rows=Delivery.objects.all,
    since="queued_at",
    days=30,
    shortest=7,
    longest=365,
)


def register_all() -> None:
    """Called when the app starts."""
    register(DELIVERIES)
