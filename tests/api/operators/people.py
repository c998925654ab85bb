"""Operators and their programs, as the tests play them."""

from typing import Any

from api.actions import create_token
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered, entered_platform
from tenants.models import City
from tests.api.programs import Program

HOST = "operator"
SOPOT = {
    "slug": "sopot",
    "name": "Sopot",
    "blueprint": "msik",
    "admin_email": "admin@sopot.example",
    "teryt": "2264",
}


def make_operator(email: str = "ewa@platform.example", **facts: Any) -> User:
    """Somebody who runs the platform."""
    with entered_platform():
        user = User(**{"email": email, "full_name": "Ewa Lis", **facts})
        user.set_unusable_password()
        user.save()
    return user


def program_of_operator(user: User, *scopes: str, language: str = "en") -> Program:
    """A program that acts for this operator; it may do everything unless scopes are given."""
    with entered_platform():
        _row, token = create_token(
            user=user,
            name="program",
            scopes=scopes or ("write", "deletions:write"),
            days=30,
            by=user,
        )
    return Program(token, HOST, language)


def stage_of(slug: str) -> str:
    """As the platform knows it now."""
    with entered_platform():
        return str(City.objects.values_list("stage", flat=True).get(slug=slug))


def recorded(verb: str, slug: str = "") -> list[tuple[str, str]]:
    """Who did it and by which way, in the record of this city, or of the platform."""
    with entered(slug) if slug else entered_platform():
        rows = AuditEvent.objects.filter(verb=verb).order_by("at")
        return list(rows.values_list("actor_name", "via"))
