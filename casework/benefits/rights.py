"""Who may take back what was given: at once whoever keeps the store, later who answers for it."""

import datetime

from django.utils import timezone

from casework.benefits.choices import OWN_SLIP_HOURS
from casework.benefits.models import Giving
from casework.benefits.selectors import GIVE, TAKE_BACK, coordinates, keeps
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

WITHIN = datetime.timedelta(hours=OWN_SLIP_HOURS)


def may_take_back(user: User, giving: Giving) -> bool:
    """For a day who gives out of this store; then its supervisors, and who coordinates cases."""
    if giving.is_back:
        return False
    if keeps(user, giving.store, TAKE_BACK) or (holds(user, TAKE_BACK) and coordinates(user)):
        return True
    return keeps(user, giving.store, GIVE) and timezone.now() < giving.given_at + WITHIN
