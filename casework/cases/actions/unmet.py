"""What is put on record when the register of unmet needs leaves the city."""

from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def take_register_out(*, year: int, by: User) -> None:
    """Somebody took a year's counts as a file."""
    record("unmet.taken_out", by=by, on=by, year=year)
