"""What happens to claimed conversations when a person leaves: they go back to the queue."""

from django.utils.translation import gettext_lazy as _

from casework.intake.actions import release
from casework.intake.selectors import claimed_by
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.models import User


def _count(user: User) -> int:
    return claimed_by(user).count()


def _hand_over(user: User, by: User) -> None:
    for conversation in claimed_by(user):
        release(conversation=conversation, by=by, held_by=user)


CONVERSATIONS = OpenWork(_("Conversations being answered"), _count, _hand_over)
