"""Effects after commit that still know their city."""

from collections.abc import Callable

from django.db import transaction

from tenants.fence.place import current_place, entered_place


def after_commit(effect: Callable[[], object]) -> None:
    """Run ``effect`` in the present city once the transaction has committed.

    A bare ``transaction.on_commit`` runs wherever the code happens to be by then.
    """
    place = current_place()

    def run() -> None:
        with entered_place(place):
            effect()

    transaction.on_commit(run, robust=True)
