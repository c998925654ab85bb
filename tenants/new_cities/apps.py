"""Cities that are being prepared, as a Django app; it lives in the platform's own schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewCitiesConfig(AppConfig):
    name = "tenants.new_cities"
    label = "new_cities"

    def ready(self) -> None:
        from ostoja.audit import presenters

        presenters.register("draft.kept", _("A draft of a new city was kept"))
        presenters.register("draft.discarded", _("A draft of a new city was discarded"))
