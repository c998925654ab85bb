"""The console as a Django app; what it keeps lives in the platform's own schema."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    name = "tenants.console"
    label = "console"

    def ready(self) -> None:
        from ostoja.audit import presenters
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, register
        from tenants.console import city_acts, city_facts, deletions, exports, health
        from tenants.console.help import HELP

        city_facts.register_all()
        city_acts.register_all()
        health.register_all()
        deletions.register_all()
        exports.register_all()
        page_help.register(HELP)
        for verb, label in {
            "onboarding.begun": _("A new city was begun"),
            "onboarding.answered": _("A question about a new city was answered"),
            "onboarding.files_kept": _("A file for a new city was handed in or taken back"),
            "onboarding.files_discarded": _("The files of a draft were deleted"),
            "onboarding.discarded": _("The draft of a new city was thrown away"),
            "onboarding.forgotten": _("An old draft of a new city was deleted"),
            "onboarding.done": _("The draft of a new city became a city"),
        }.items():
            presenters.register(verb, label)
        register(NavigationItem(_("New city"), "onboarding", order=10, key="n"))
        register(NavigationItem(_("Jobs"), "operator_jobs", order=20, key="z"))
        register(NavigationItem(_("Health"), "operator_health", order=50, key="h"))
        register(NavigationItem(_("Time line"), "operator_record", order=40, key="t"))
