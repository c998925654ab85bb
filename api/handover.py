"""What happens to a person's tokens when they leave: they open nothing any more."""

from django.utils.translation import gettext_lazy as _

from api.actions import revoke_token
from api.selectors import tokens_of
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.models import User


def _count(user: User) -> int:
    return tokens_of(user).count()


def _revoke(user: User, by: User) -> None:
    for token in tokens_of(user):
        revoke_token(token=token, by=by)


TOKENS = OpenWork(_("Tokens for programs, which are revoked"), _count, _revoke)
