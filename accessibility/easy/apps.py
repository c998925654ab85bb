"""The texts that are easy to read as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EasyConfig(AppConfig):
    name = "accessibility.easy"
    label = "easy"

    def ready(self) -> None:
        from accessibility.easy import blueprint, pages, presenters, selectors
        from accessibility.easy.help import HELP
        from ostoja.access.permissions import Permission
        from ostoja.ui import easy, page_help
        from ostoja.ui.navigation import NavigationItem, Place, register

        easy.register(selectors.shown, pages.routes)
        register(
            NavigationItem(
                _("Easy texts"),
                "easy_texts",
                Permission.EASY_TEXT_CHANGE,
                order=92,
                place=Place.SETTINGS,
            )
        )
        presenters.register_all()
        blueprint.register_all()
        page_help.register(HELP)
