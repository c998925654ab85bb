"""Standards for the protection of minors when two records of one body become one."""

from casework.minors.models import Standards
from casework.partners import merging
from casework.partners.merging import Moved, Mover
from casework.partners.models import Organisation


def _move(kept: Organisation, merged: Organisation) -> Moved:
    """A body has one set. Where both have one, the second stays where it is, with its cards:
    the people named in them find them as before.
    """
    if Standards.objects.filter(organisation=kept).exists():
        return []
    moved = list(Standards.objects.filter(organisation=merged).values_list("pk", flat=True))
    Standards.objects.filter(pk__in=moved).update(organisation=kept)
    return [str(pk) for pk in moved]


def _back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    Standards.objects.filter(pk__in=moved, organisation=kept).update(organisation=merged)


def register_all() -> None:
    """Called when the app starts."""
    merging.register("standards", Mover(_move, _back), (Standards, "organisation"))
