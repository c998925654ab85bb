"""Who of a role is on duty now, so that whoever sleeps is not called."""

from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from ostoja.access.roles import Role
from ostoja.accounts.models import User

# Named, not imported: a city may run without a roster, and the room stands beside this one.
ROSTER, PEOPLE = "casework.roster", "casework.roster.selectors.people_on_duty"


def people_on_duty(role: Role) -> list[User]:
    """Those whose duty it is now; where the roster names nobody, everybody of the role."""
    found = import_string(PEOPLE)(role.value) if apps.is_installed(ROSTER) else []
    return list(found) or everybody_with(role)


def everybody_with(role: Role) -> list[User]:
    """All who hold the role and may sign in."""
    found = User.objects.filter(is_active=True, visits_until=None, memberships__role=role)
    return list(found.distinct().order_by("email"))


def on_duty_now() -> frozenset[UUID] | None:
    """The keys of everybody on duty, whatever their role; None where the roster names nobody."""
    found = import_string(PEOPLE)() if apps.is_installed(ROSTER) else []
    return frozenset(person.pk for person in found) or None
