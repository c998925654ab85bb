"""Incidents when two records of one body become one."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.incidents.choices import CALLED_UP, GOES_ON
from casework.incidents.models import AffectedPeople, Entry, Incident, Mobilisation
from casework.partners import merging
from casework.partners.merging import Moved, Mover
from casework.partners.models import Organisation


def _called(body: Organisation) -> QuerySet[Mobilisation]:
    return Mobilisation.objects.filter(organisation=body, state__in=CALLED_UP).order_by()


def _obstacles(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """A body is called up once to an incident that goes on."""
    twice = Incident.objects.filter(
        pk__in=_called(kept).values("incident"), state__in=GOES_ON
    ).filter(pk__in=_called(merged).values("incident"))
    words = _("Both are called up to the incident “%(incident)s”. Release one of them first.")
    yield from (words % {"incident": one} for one in twice)


def _move(kept: Organisation, merged: Organisation) -> Moved:
    """Where both were called up to an incident that is closed, the other one's call stays with
    its record: nothing is written into it any more.
    """
    twice = _called(merged).filter(incident__in=_called(kept).values("incident"))
    own = Mobilisation.objects.filter(organisation=merged).exclude(pk__in=twice.values("pk"))
    moved = list(own.order_by().values_list("pk", flat=True))
    Mobilisation.objects.filter(pk__in=moved).update(organisation=kept)
    return [str(pk) for pk in moved]


def _back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    Mobilisation.objects.filter(pk__in=moved, organisation=kept).update(organisation=merged)


def _number(body: Organisation) -> int:
    return Mobilisation.objects.filter(organisation=body).count()


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(AffectedPeople, "helper")
    merging.follow(Entry, "group")
    name, columns = "incidents.mobilisation.organisation", (Mobilisation, "organisation")
    merging.register(name, Mover(_move, _back, _obstacles), columns)
    merging.count(name, gettext_lazy("calls to incidents"), _number)
