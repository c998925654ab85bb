"""Words for what is recorded about webhooks."""

from django.utils.translation import gettext_lazy as _

from api.webhooks.models import Webhook
from ostoja.audit.presenters import register, register_names

LABELS = {
    "webhook.added": _("Webhook added"),
    "webhook.changed": _("Webhook changed"),
    "webhook.secret_renewed": _("Webhook's secret changed"),
    "webhook.paused": _("Webhook paused"),
    "webhook.resumed": _("Webhook goes on"),
    "webhook.stopped": _("Webhook stopped, since the system did not take what was sent"),
    "webhook.removed": _("Webhook removed"),
    "webhook.tested": _("Test message sent to a webhook"),
    "webhook.sent_again": _("Messages of a webhook sent once more"),
}


def register_all() -> None:
    """Tell the audit the words, and the names of webhooks."""
    for verb, label in LABELS.items():
        register(verb, label)
    register_names("webhooks.webhook", _names)


def _names(ids: set[str]) -> dict[str, str]:
    return {str(one.pk): one.name for one in Webhook.objects.filter(pk__in=ids)}
