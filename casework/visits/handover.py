"""Visits on which a person was to go, when they leave."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.visits.actions import go_without
from casework.visits.choices import VisitState
from casework.visits.models import Visit
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.models import User


def _planned(user: User) -> QuerySet[Visit]:
    found = Visit.objects.filter(workers__person=user, state=VisitState.PLANNED)
    return found.select_related("case")


def _count(user: User) -> int:
    return _planned(user).count()


def _hand_over(user: User, by: User) -> None:
    for visit in _planned(user):
        go_without(visit=visit, person=user, by=by)


PLANNED = OpenWork(_("Planned outreach visits"), _count, _hand_over)
