"""The keeping of cities as a Django app; it lives in the platform's own schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafekeepingConfig(AppConfig):
    name = "tenants.safekeeping"
    label = "safekeeping"

    def ready(self) -> None:
        from ostoja.audit import presenters
        from tenants.exports.jobs import EXPORT
        from tenants.jobs import kinds
        from tenants.safekeeping import jobs

        kinds.register(jobs.BACKUPS)
        kinds.register(EXPORT)
        presenters.register("city.backup_tested", _("A backup of the city was tried out"))
        presenters.register("city.exported", _("The whole city was exported in open formats"))
        presenters.register("city.deletion_asked", _("It was asked to delete the city"))
        presenters.register("city.deletion_confirmed", _("The deletion of the city was confirmed"))
        presenters.register("city.deletion_withdrawn", _("The deletion of the city was withdrawn"))
        presenters.register("deletion.asked", _("The deletion of a city was asked for"))
        presenters.register("deletion.confirmed", _("The deletion of a city was confirmed"))
        presenters.register("deletion.withdrawn", _("The deletion of a city was withdrawn"))
        presenters.register("deletion.begun", _("The deletion of a city began"))
        presenters.register("deletion.done", _("A city was deleted"))
        presenters.register("keys.rewrapped", _("Keys were put under a new key of the platform"))
