"""What happens to coming duties when a person leaves: they wait for somebody else."""

from django.utils.translation import gettext_lazy as _

from casework.roster import selectors
from casework.roster.actions import end_swaps_with, give_back_shifts, revoke_feed
from casework.roster.selectors import coming_shifts_of, feed_of
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.models import User


def _count(user: User) -> int:
    return coming_shifts_of(user).count()


def _hand_over(user: User, by: User) -> None:
    """The calendar's address opens nothing any more, too."""
    if feed_of(user):
        revoke_feed(person=user, by=by)
    coming = list(coming_shifts_of(user))
    if coming:
        give_back_shifts(person=user, shifts=coming, by=by)
    if selectors.has_open_swaps(user):
        end_swaps_with(person=user, by=by)


DUTIES = OpenWork(_("Coming duties"), _count, _hand_over)
