"""What happens to a person's cases when the person leaves: they go back to the team."""

from django.utils.translation import gettext_lazy as _

from casework.cases.actions import release_case
from casework.cases.selectors import worked_on_by
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.models import User


def _count(user: User) -> int:
    return worked_on_by(user).count()


def _hand_over(user: User, by: User) -> None:
    for case in worked_on_by(user):
        release_case(case=case, by=by, held_by=user)


CASES = OpenWork(_("Cases in hand"), _count, _hand_over)
