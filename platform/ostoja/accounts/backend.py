"""Who may be signed in at all; asked at sign-in and again at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.utils import timezone

from ostoja.accounts.along import all_asked
from ostoja.accounts.models import User
from ostoja.notifications.selectors import unread_kinds


def may_sign_in(user: User) -> bool:
    """People of the demo have a published password, so they exist on localhost only.

    A visitor never signs in: each visit begins on the operators' console.
    """
    return user.is_active and not user.is_visitor and (settings.IS_LOCAL or not user.is_demo)


def may_stay(user: User) -> bool:
    """Whether a session of theirs still holds: asked of the database at each request."""
    if user.visits_until is None:
        return may_sign_in(user)
    return user.is_active and timezone.now() < user.visits_until


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend; a person who was switched off is signed out everywhere at once."""

    def user_can_authenticate(self, user: User) -> bool:
        return may_sign_in(user)

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, with what every page tells them: how much is unread."""
        people = User.objects.annotate(unread_kinds=unread_kinds(), **all_asked())
        user = people.filter(pk=user_id).first()
        return user if user is not None and may_stay(user) else None
