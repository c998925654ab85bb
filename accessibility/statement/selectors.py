"""All reads of this room."""

from accessibility.statement.completeness import missing_of
from accessibility.statement.models import Edition, Statement
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.ui.languages import public_languages
from tenants.profile.selectors import profile


def statement() -> Statement:
    """The one statement; a city that has none yet begins with an empty one."""
    return Statement.objects.get_or_create(only=True)[0]


def edition() -> Edition | None:
    """What residents read; None while nothing was published."""
    return Edition.objects.first()


def edition_in(language: str) -> Edition | None:
    """What residents read in this language; None where it is not whole: half says nothing."""
    found = edition()
    return found if found is not None and not missing_of(found, [language]) else None


def languages() -> list[str]:
    """The languages of the city's public pages."""
    return public_languages(profile().languages)


def people_in_charge() -> list[User]:
    """Everybody who looks after the statement."""
    return people_who_hold(Permission.STATEMENT_CHANGE)
