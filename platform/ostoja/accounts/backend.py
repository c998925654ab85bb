"""Who may be signed in at all; asked at sign-in and again at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from ostoja.accounts.models import User
from ostoja.notifications.selectors import unread_kinds


def may_sign_in(user: User) -> bool:
    """People of the demo have a published password, so they exist on localhost only."""
    return user.is_active and (settings.IS_LOCAL or not user.is_demo)


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; a person who was switched off is signed out everywhere at once."""

    def user_can_authenticate(self, user: User) -> bool:
        return may_sign_in(user)

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, with what every page tells them: how much is unread."""
        people = User.objects.annotate(unread_kinds=unread_kinds())
        user = people.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
