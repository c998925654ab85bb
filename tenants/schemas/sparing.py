"""Migrating renders the models that an operation is about, and not all that hang together.

For each new model and each new relation Django renders every model anew that is related to it,
however far, and for each index and constraint those related to it directly. Where nearly all are
related, that is most of the time of a migration. What SQL says of a model needs its own class and
those that it points to; whoever reads rows (``RunPython``) gets models that are all rendered
afresh, as after Django's own delays (``is_delayed``).
"""

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class SparingState(ProjectState):
    """Renders a new model alone, a changed one with what is related to it directly, and one with
    another index or constraint not at all: its class is told of them.
    """

    is_about_options = False

    def add_model(self, model_state: ModelState) -> None:
        apps: Any = self.__dict__.pop("apps", None)
        super().add_model(model_state)
        if apps is not None:
            vars(self)["apps"], self.is_delayed = apps, True
            apps.render_multiple([model_state])

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if not self.is_about_options:
            super().reload_model(app_label, model_name, delay=True)
        elif "apps" in vars(self):
            about: Any = self.apps.get_model(app_label, model_name)._meta
            options = self.models[app_label, model_name].options
            about.indexes, about.constraints = [*options["indexes"]], [*options["constraints"]]
            vars(about).pop("total_unique_constraints", None)

    def _append_option(self, *facts: Any) -> None:
        self.is_about_options = True
        super()._append_option(*facts)  # type: ignore[misc]
        self.is_about_options = False

    def _remove_option(self, *facts: Any) -> None:
        self.is_about_options = True
        super()._remove_option(*facts)  # type: ignore[misc]
        self.is_about_options = False

    def _alter_option(self, *facts: Any) -> None:
        self.is_about_options = True
        super()._alter_option(*facts)  # type: ignore[misc]
        self.is_about_options = False

    def clone(self) -> ProjectState:
        copy = super().clone()
        copy.__class__ = SparingState
        return copy


class SparingExecutor(MigrationExecutor):
    """Django's, with that state from the beginning."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        usual: Any = super()
        state: ProjectState = usual._create_project_state(with_applied_migrations)
        state.__class__ = SparingState
        return state
