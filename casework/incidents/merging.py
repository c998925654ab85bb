"""The incidents of two cases, when they become one."""

from casework.cases import merging
from casework.cases.models import Case
from casework.incidents.models import CaseBinding


def _move(kept: Case, merged: Case) -> list[str]:
    """To what both belong the case that stays belongs already: the other one's row stays where it
    is, and is there again if the two are separated.
    """
    both = CaseBinding.objects.filter(case=kept).values("incident")
    own = CaseBinding.objects.filter(case=merged).exclude(incident__in=both)
    moved = list(own.order_by().values_list("pk", flat=True))
    CaseBinding.objects.filter(pk__in=moved).update(case=kept)
    return [str(pk) for pk in moved]


def _back(kept: Case, merged: Case, moved: list[str]) -> None:
    """What was bound meanwhile stays with the case to which it was bound."""
    there = CaseBinding.objects.filter(case=merged).values("incident")
    own = CaseBinding.objects.filter(pk__in=moved, case=kept).exclude(incident__in=there)
    ids = list(own.order_by().values_list("pk", flat=True))
    CaseBinding.objects.filter(pk__in=ids).update(case=merged)


def register_all() -> None:
    """Called when the app starts."""
    merging.register("incidents", merging.Mover(_move, _back), CaseBinding)
