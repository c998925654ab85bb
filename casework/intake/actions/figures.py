"""What is put on record when figures leave the city."""

from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def take_figures_out(*, month: str, by: User) -> None:
    """Somebody took a month's counts as a file."""
    record("figures.taken_out", by=by, on=by, month=month)
