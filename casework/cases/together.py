"""One thing done with many cases: each by its own action, so that one refusal stops no other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases import actions
from casework.cases.choices import Urgency
from casework.cases.lists import COLUMNS, listed, rows_of
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from ostoja.access.door import permissions_on
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

MAY_CHANGE = frozenset({Permission.CASE_CHANGE, Permission.CASE_COORDINATE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case: empty ``refusal`` where it was done."""

    case: Case
    refusal: str = ""


def changeable(cases: Iterable[Case], user: User) -> list[Case]:
    """Those of the cases that this person may change."""
    wanted = list(cases)
    held = permissions_on(user, wanted)
    return [case for case in wanted if not held[case.pk].isdisjoint(MAY_CHANGE)]


def give_all(cases: Iterable[Case], worker: User, *, by: User) -> list[Outcome]:
    """Give each case to this person."""
    return _each(cases, by, lambda case: actions.assign_case(case=case, worker=worker, by=by))


def set_all(cases: Iterable[Case], urgency: Urgency | str, *, by: User) -> list[Outcome]:
    """Say of each case that it is this urgent."""
    return _each(cases, by, lambda case: actions.set_urgency(case=case, urgency=urgency, by=by))


def _each(cases: Iterable[Case], by: User, do: Callable[[Case], object]) -> list[Outcome]:
    wanted = list(cases)
    held = permissions_on(by, wanted)
    return [_one(case, held[case.pk], do) for case in wanted]


def _one(case: Case, held: frozenset[Permission], do: Callable[[Case], object]) -> Outcome:
    if held.isdisjoint(MAY_CHANGE):
        return Outcome(case, _("Another body leads this case. You cannot change it."))
    try:
        do(case)
    except NotAllowed as refusal:
        return Outcome(case, str(refusal))
    return Outcome(case)


def table_of(cases: Sequence[Case], columns: Sequence[str], user: User) -> list[list[str]]:
    """The rows of a file: what the list shows, in the page's language, and nothing more."""
    head = [_("Case"), _("Pseudonym"), *(str(COLUMNS[key]) for key in columns)]
    found = listed(Case.objects.filter(pk__in=[case.pk for case in cases]), columns)
    rows = rows_of(found.order_by("-opened_at", "-id"), columns, user, plain=True)
    return [head, *([row.case.number, row.case.pseudonym, *_texts(row.cells)] for row in rows)]


def _texts(cells: Iterable[tuple[str, object, object]]) -> list[str]:
    return [str(cell) for _key, _heading, cell in cells]
