"""``ostoja database prepare``: once for each database, with an administrator's address."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.fence.bootstrap import prepare


class Command(BaseCommand):
    """Makes the application's login, the roles and the fence's functions."""

    help = "Prepare a database; prints the DATABASE_URL of the application."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        preparing = actions.add_parser(
            "prepare", help="make the login, the roles and the functions"
        )
        preparing.add_argument("--admin-url", required=True, help="an administrator's address")
        preparing.add_argument("--name", default="ostoja", help="the database")

    def handle(self, *args: Any, **options: Any) -> None:
        import psycopg

        try:
            url = prepare(options["admin_url"], options["name"])
        except psycopg.Error as error:
            raise CommandError(f"The database could not be prepared: {error}") from error
        self.stdout.write(url)
