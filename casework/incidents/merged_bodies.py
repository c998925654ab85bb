"""Incidents when two records of one body become one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.incidents.choices import CALLED_UP
from casework.incidents.models import AffectedPeople, Entry, Incident, Mobilisation
from casework.partners import merging
from casework.partners.models import Organisation


def _obstacles(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """A body is called up to an incident once."""
    called = Mobilisation.objects.filter(state__in=CALLED_UP)
    twice = Incident.objects.filter(
        pk__in=called.filter(organisation=kept).values("incident")
    ).filter(pk__in=called.filter(organisation=merged).values("incident"))
    words = _("Both are called up to the incident “%(incident)s”. Release one of them first.")
    yield from (words % {"incident": one} for one in twice)


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(AffectedPeople, "helper")
    merging.follow(Entry, "group")
    label = gettext_lazy("calls to incidents")
    merging.follow(Mobilisation, label=label, obstacles=_obstacles)
