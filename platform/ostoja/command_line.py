"""The command `ostoja`: Django's own commands and ours, with errors that say the mend."""

import os
import sys
from difflib import get_close_matches
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, base, get_commands, load_command_class
from django.db import OperationalError, ProgrammingError

from ostoja.audit import origin
from ostoja.local.addresses import load_found_services

# What `ostoja --help` lists, by what it is about; a test holds that none of ours is missing.
GROUPS = {
    "Cities": ("city", "backup", "disaster", "job", "keys"),
    "Who gets in": ("operator", "token"),
    "Trying it out": ("demo",),
    "For an installation": ("database", "proxy", "search"),
    "For who changes the code": ("openapi",),
}
# Django's, in our own form or for our own use.
DJANGOS_OWN = frozenset({"makemigrations", "migrate", "migrate_schema"})
# What PostgreSQL says of a table and of a column that is not there (its errcodes, class 42).
OLDER = frozenset({"42P01", "42703"})


class OneLineParser(base.CommandParser):
    """Says what is wrong with a command's words in one line, without all that it might take."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            super().error(message)
        _refuse(f"{self.prog}: {message}. `{self.prog} --help` says what it takes.")


class Ostoja(ManagementUtility):
    """Names our own commands, each with what it does."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """What ``ostoja help`` says; with ``commands_only`` the bare names, for shells."""
        if commands_only:
            return super().main_help_text(commands_only=True)
        ours = our_commands()
        lines = [f"`{self.prog_name} COMMAND --help` says what a command takes."]
        for title, names in GROUPS.items():
            lines += ["", f"{title}:"]
            lines += [f"  {name:<10} {ours[name]}" for name in names if name in ours]
        rest = f"Django's own, `check` and `shell` say: `{self.prog_name} help --commands`."
        return "\n".join([*lines, "", rest])

    def fetch_command(self, subcommand: str) -> base.BaseCommand:
        """As Django's, but an unknown one is one line, and an error of usage."""
        known = get_commands()
        if subcommand not in known:
            _ = settings.INSTALLED_APPS  # settings that are wrong hide commands: they say so
            near = get_close_matches(subcommand, known, 1)
            meant = f" Did you mean {near[0]}?" if near else ""
            _refuse(
                f"{self.prog_name}: there is no command {subcommand}.{meant}"
                f" `{self.prog_name} --help` lists them."
            )
        return super().fetch_command(subcommand)


def our_commands() -> dict[str, str]:
    """The names of our own commands, each with what it does."""
    return {
        name: load_command_class(app, name).help
        for name, app in get_commands().items()
        if _is_ours(app) and name not in DJANGOS_OWN
    }


def _is_ours(app: object) -> bool:
    return str(app).partition(".")[0] in {"tenants", "ostoja", "api", "casework", "accessibility"}


def _refuse(line: str) -> NoReturn:
    """End as programs do whose words were wrong."""
    sys.stderr.write(f"{line}\n")
    sys.exit(2)


def main() -> None:
    """Run the command that the arguments name; end with exit code 0 only if it succeeded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
    load_found_services()
    base.CommandParser = OneLineParser  # type: ignore[misc]  # commands offer no way to name theirs
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
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", None) not in OLDER or "--traceback" in sys.argv:
            raise
        sys.exit(
            f"ostoja: the database is older than this release ({str(error).splitlines()[0]})."
            " `ostoja city upgrade` brings it up to date; --traceback says more."
        )


def _was_refused_by_the_server(error: OperationalError) -> bool:
    """Only an error that the server sent has a code; without one it was never reached."""
    return bool(getattr(error.__cause__, "sqlstate", None))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
