"""The command `ostoja`: Django's own commands and ours, with errors that say the mend."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.db import OperationalError

from ostoja.audit import origin
from ostoja.local.addresses import load_found_services

# Django's, in our own form or for our own use.
DJANGOS_OWN = frozenset({"makemigrations", "migrate", "migrate_schema"})


class Ostoja(ManagementUtility):
    """Names our own commands first, each with what it does; Django's follow."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """What ``ostoja help`` says; with ``commands_only`` the bare names, for shells."""
        if commands_only:
            return super().main_help_text(commands_only=True)
        ours = {name: app for name, app in sorted(get_commands().items()) if _is_ours(app)}
        lines = [
            f"  {name:<16} {load_command_class(app, name).help}"
            for name, app in ours.items()
            if name not in DJANGOS_OWN
        ]
        return "\n".join(
            [
                f"`{self.prog_name} COMMAND --help` says what a command takes.",
                "",
                *lines,
                "",
                super().main_help_text(),
            ]
        )


def _is_ours(app: object) -> bool:
    return str(app).partition(".")[0] in {"tenants", "ostoja", "api", "casework", "accessibility"}


def main() -> None:
    """Run the command that the arguments name; end with exit code 0 only if it succeeded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
    load_found_services()
    try:
        with origin.kept():
            origin.note(origin.COMMAND)
            Ostoja(sys.argv).execute()
    except ImproperlyConfigured as error:
        sys.exit(f"ostoja: {_one_line(error)}")
    except OperationalError as error:
        if _was_refused_by_the_server(error):
            raise
        sys.exit(
            f"ostoja: the database does not answer ({_one_line(error)}). "
            "Start it with `make demo`, or correct DATABASE_URL."
        )


def _was_refused_by_the_server(error: OperationalError) -> bool:
    """Only an error that the server sent has a code; without one it was never reached."""
    return bool(getattr(error.__cause__, "sqlstate", None))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
