"""How the cases of the city are numbered."""

from django.utils import timezone

from casework.cases.models import CaseNumbering
from casework.cases.numbering import locked_numbering
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def change_numbering(
    *, pattern: str, last_number: int, version: int, by: User | None
) -> CaseNumbering:
    """Number from the next case on after this pattern, beginning after ``last_number`` of this
    year. Numbers that were given stay, and none is given twice.
    """
    changed = lock(CaseNumbering, locked_numbering().pk, version)
    changed.pattern, changed.last_number = pattern, last_number
    changed.year = max(timezone.localdate().year, changed.year)
    changed.save()
    record("case_numbering.changed", by=by, on=changed, pattern=pattern, last=last_number)
    return changed
