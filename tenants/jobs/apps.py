"""Jobs as a Django app; it lives in the platform's own schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "tenants.jobs"
    label = "jobs"

    def ready(self) -> None:
        from ostoja.audit import presenters
        from tenants.jobs import cities, kinds

        for kind in (cities.UPGRADE, cities.BACKUP, cities.RESTORE):
            kinds.register(kind)
        for verb, label in {
            "job.asked": _("A job was asked for"),
            "job.stopped": _("A job was asked to stop"),
            "job.tried_again": _("A job was started again"),
            "job.done": _("A job is done"),
            "job.failed": _("A job failed"),
            "job.cancelled": _("A job was stopped"),
        }.items():
            presenters.register(verb, label)
