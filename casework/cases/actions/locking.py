"""What every change of a case begins with: the lock, and whether it was made before."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from ostoja.accounts.models import User
from ostoja.audit import record
from tenants.fence.models import CityModel

Row = TypeVar("Row", bound=CityModel)


def sent_before(rows: QuerySet[Row], submission: UUID, *, by: User | None) -> Row | None:
    """What the same form made when it was sent before, if it was; to be asked under a lock.

    Raises ``NotAllowed`` when the id was used for something else than one of ``rows``.
    """
    same = Q(submission=submission)
    found = rows.filter(same).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
    elif rows.model._default_manager.filter(same).exists():
        raise NotAllowed(_("This form was already used for something else. Open it again."))
    return found


def locked_case(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends.

    Whoever locks anything else of a case locks the case first, so that nobody waits for ever.
    """
    return Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=case.pk)


def refuse_merged(case: Case) -> None:
    """Raise ``NotAllowed`` where the case was merged into another."""
    if case.merged_into is not None:
        words = _("This case was merged into case %(number)s. Go on there.")
        raise NotAllowed(words % {"number": case.merged_into.number})


def refuse_closed(case: Case) -> None:
    """Raise ``NotAllowed`` where the case is closed."""
    if case.state == CaseState.CLOSED:
        raise NotAllowed(_("This case is closed, so nothing was changed."))
