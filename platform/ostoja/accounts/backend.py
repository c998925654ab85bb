"""Who may be signed in at all; asked at sign-in and again at each request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from ostoja.accounts.models import User


def may_sign_in(user: User) -> bool:
    """People of the demo have a published password, so they exist on localhost only."""
    return user.is_active and (settings.IS_LOCAL or not user.is_demo)


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; a person who was switched off is signed out everywhere at once."""

    def user_can_authenticate(self, user: User) -> bool:
        return may_sign_in(user)
