"""A body leaves the agreement: what is in its stores stays its own, and somebody sees to it."""

from casework.benefits import notices
from casework.benefits.models import Store
from casework.partners.models import Organisation
from ostoja.accounts.models import User


def leave_behind(organisation: Organisation, by: User | None) -> int:
    """Tell who coordinates; nothing is ended, since the things are the body's own."""
    for store in Store.objects.filter(organisation=organisation, is_active=True):
        store.organisation = organisation
        notices.left_alone(store, by=by)
    return 0
