"""Webhooks as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class WebhooksConfig(AppConfig):
    name = "api.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from api.webhooks import loading, notices, noting, personal, presenters, retention
        from api.webhooks.help import HELP
        from api.webhooks.models import Webhook
        from casework.partners import merging
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import parts
        from tenants.bundles import afterwards

        for part in (notices, noting, personal, presenters, retention):
            part.register_all()
        merging.follow(Webhook, label=_("webhooks"))
        afterwards.register_forgotten(
            "webhooks_delivery",
            "update webhooks_delivery set given_up_at = now()"
            " where delivered_at is null and given_up_at is null",
        )
        afterwards.register_forgotten(
            "webhooks_webhook",
            "update webhooks_webhook set paused = 'restored', paused_at = now() where paused = ''",
        )
        register(
            NavigationItem(
                _("Webhooks"),
                "webhooks",
                Permission.WEBHOOKS,
                945,
                module="cases",
                place=Place.SETTINGS,
            )
        )
        page_help.register(HELP)
        parts.register("webhooks", loading.load_webhooks, order=85)
