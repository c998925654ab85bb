"""The command `ostoja`: Django's own commands and ours, with errors that say the mend."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from ostoja.audit import origin
from ostoja.local.addresses import load_found_services


def main() -> None:
    """Run the command that the arguments name; end with exit code 0 only if it succeeded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
    load_found_services()
    try:
        with origin.kept():
            origin.note(origin.COMMAND)
            execute_from_command_line(sys.argv)
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
