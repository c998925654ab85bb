"""Operators of the platform: they live in its own schema and see no city's people."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ostoja.accounts import actions, lockout, second_factor
from ostoja.accounts.models import Invitation, User
from tenants.fence import entered_platform

LONGEST_NAME = 150
LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True)
class NewOperator:
    """Somebody who is to run the platform; ``language`` is that of their pages."""

    email: str
    full_name: str
    language: str = "pl"


def operators() -> list[User]:
    """Everybody who has an account on the console, by e-mail address."""
    with entered_platform():
        return list(User.objects.order_by("email"))


def invite_operator(new: NewOperator) -> tuple[Invitation, str]:
    """Make an invitation, and the token of its link, which is kept nowhere.

    Raises ``ValidationError`` (by field) when something is wrong with what was asked for.
    """
    with entered_platform():
        problems = problems_of(new)
        if problems:
            raise ValidationError(problems)
        return actions.invite_operator(
            email=new.email, full_name=new.full_name.strip(), language=new.language
        )


def reset_second_factor(email: str) -> User:
    """For an operator who lost the telephone and the codes; raises ``User.DoesNotExist``."""
    with entered_platform():
        user = User.objects.get(email=email.strip().lower())
        return actions.reset_second_factor(user=user, by=None)


class OperatorRefused(RuntimeError):
    """Somebody is no active operator, or did not show the second factor."""


def operator_with_code(email: str, code: str) -> User:
    """The active operator whose app (or recovery codes) shows this code; each works once.

    Wrong ones are counted as at the sign-in. Raises ``OperatorRefused`` with what to do.
    """
    with entered_platform():
        try:
            attempt = lockout.begin(email)
        except lockout.LockedOut as error:
            raise OperatorRefused(" ".join(error.messages)) from error
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if user is None or second_factor.authenticator_for(user, code.replace(" ", "")) is None:
            raise OperatorRefused(
                f"{email} is no active operator, or the code is wrong, used or too old. Wait for"
                " the next code; whoever has only a passkey sets up an app on the console first."
            )
        attempt.delete()
    return user


def problems_of(new: NewOperator) -> dict[str, str]:
    """What is wrong, by field; empty when the operator can be invited."""
    found = {"full_name": _name_problem(new.full_name), "email": _email_problem(new.email)}
    if new.language not in settings.STAFF_LANGUAGES:
        found["language"] = _("There are no pages for operators in “%(code)s”.") % {
            "code": new.language
        }
    return {field: problem for field, problem in found.items() if problem}


def _name_problem(name: str) -> str:
    is_usable = name.strip() and name.isprintable() and len(name) <= LONGEST_NAME
    return "" if is_usable else _("Give the operator's name and surname.")


def _email_problem(email: str) -> str:
    try:
        validate_email(email)
        email.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        return _("“%(email)s” is not an e-mail address.") % {"email": email}
    if len(email) > LONGEST_EMAIL:
        return _("“%(email)s” is not an e-mail address.") % {"email": email}
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        return ""
    return _("%(email)s has an account already. `ostoja operator list` shows it.") % {
        "email": email
    }
