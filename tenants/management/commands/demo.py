"""``ostoja demo load`` and ``ostoja demo code``: the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ostoja.accounts.models import User
from tenants.addresses import origin_of
from tenants.demo import OPERATOR, DemoRefused, code_of, demo_password, load_demo
from tenants.fence import FenceError, entered
from tenants.parts import seeded_cities


class Command(BaseCommand):
    """Loads three cities with sample data, and tells how to sign in."""

    help = "Load the demonstration, or print somebody's second-factor code."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("load", help="load three cities with sample data")
        actions.add_parser("people", help="list who can sign in, and with what")
        code = actions.add_parser("code", help="print a person's present second-factor code")
        code.add_argument("email", help="for example consultant@gdansk.example")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["action"])(options)

    def load(self, options: dict[str, Any]) -> None:
        """Onboard and furnish the three cities."""
        try:
            for slug in load_demo():
                self.stdout.write(f"loaded {slug}")
        except DemoRefused as error:
            raise CommandError(str(error)) from error

    def people(self, options: dict[str, Any]) -> None:
        """The sign-ins of every city."""
        for slug in seeded_cities():
            self.stdout.write(f"{_address(slug)}  sign-in: {_address(slug)}/pl/staff/")
            with entered(slug):
                for email in (
                    User.objects.filter(is_demo=True)
                    .order_by("email")
                    .values_list("email", flat=True)
                ):
                    self.stdout.write(f"  {email}")
        self.stdout.write(f"{_address('operator')}\n  {OPERATOR}")
        self.stdout.write(f"password of everybody: {demo_password()}")
        self.stdout.write("code of the second factor: .venv/bin/ostoja demo code EMAIL")

    def code(self, options: dict[str, Any]) -> None:
        """One present code."""
        try:
            self.stdout.write(code_of(options["email"]))
        except (User.DoesNotExist, FenceError) as error:
            raise CommandError(
                f"{options['email']} is not one of the demonstration's people. "
                "`ostoja demo people` lists them."
            ) from error


def _address(host: str) -> str:
    return origin_of(f"{host}.{settings.BASE_DOMAIN}")
