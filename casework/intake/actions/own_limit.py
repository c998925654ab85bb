"""How many conversations somebody would like to hold at once."""

from casework.intake.desk.news import tell_inbox
from casework.intake.models import OwnLimit
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def set_own_limit(*, most: int | None, by: User) -> None:
    """No more than so many from now on; None: as many as the city lets one person hold.

    What they hold already stays with them.
    """
    if most is None:
        OwnLimit.objects.filter(person=by).delete()
        record("desk.own_limit_lifted", by=by, on=by)
    else:
        OwnLimit.objects.update_or_create(person=by, defaults={"most": most})
        record("desk.own_limit_set", by=by, on=by)
    tell_inbox()
