"""Playbooks as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ostoja.access.permissions import Permission


class PlaybooksConfig(AppConfig):
    name = "casework.playbooks"
    label = "playbooks"

    def ready(self) -> None:
        from casework.cases import closing, panels, task_effects, task_page
        from casework.partners import merging as merged_bodies
        from casework.playbooks import (
            blueprint,
            loading,
            merging,
            notices,
            on_case,
            personal,
            presenters,
        )
        from casework.playbooks.actions.running import follow_task
        from casework.playbooks.help import HELP
        from casework.playbooks.models import PlaybookRun
        from ostoja.ui import page_help
        from ostoja.ui.navigation import NavigationItem, Place, register
        from tenants import parts

        panels.register(45, on_case.panel)
        panels.register_history(on_case.history)
        closing.register("playbooks", on_case.CLOSING_RULE)
        task_effects.register(follow_task)
        task_page.register_remarks(on_case.remarks)
        for part in (presenters, notices, blueprint, merging, personal):
            part.register_all()
        merged_bodies.follow(PlaybookRun, "group")
        parts.register("playbook_runs", loading.load_runs, order=65)
        page_help.register(HELP)
        register(
            NavigationItem(
                _("Playbooks"),
                "playbooks",
                Permission.PLAYBOOK_VIEW,
                order=35,
                module="playbooks",
                key="y",
                place=Place.MORE,
            )
        )
