"""Printing a case: on record, with what was chosen."""

from collections.abc import Collection

from casework.cases.models import Case
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def print_case(*, case: Case, parts: Collection[str], notes: Collection[str], by: User) -> Case:
    """Note who takes which parts of the case on paper."""
    chosen = {"parts": ", ".join(sorted(parts)), "notes": ", ".join(sorted(notes))}
    record("case.printed", by=by, on=case, subject=case, **chosen)
    return case
