"""Visits, when two records of one body become one or are separated again."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from casework.partners import merging
from casework.partners.merging import Moved
from casework.partners.models import Organisation
from casework.visits.choices import GOING_ON
from casework.visits.models import Visit, VisitWorker


def _settle(kept: Organisation, merged: Organisation, moved: Moved, is_back: bool) -> None:
    """When they are two bodies again, a visit that goes on is of the body whose people go: else
    they could say nothing, and call for no help.
    """
    for body, other in ((kept, merged), (merged, kept)) if is_back else ():
        rows = Visit.objects.filter(organisation=body, state__in=GOING_ON)
        strayed = rows.filter(~_somebody_of(body), _somebody_of(other))
        strayed.update(organisation=other)


def _somebody_of(body: Organisation) -> Exists:
    going = VisitWorker.objects.filter(visit=OuterRef("pk"))
    return Exists(going.filter(person__memberships__group=body.group_id).order_by())


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Visit, label=_("visits"), settle=_settle)
