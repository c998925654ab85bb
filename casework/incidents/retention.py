"""How long is kept who was affected by an incident, and the incident itself."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.incidents.choices import IncidentState
from casework.incidents.models import AffectedPeople, CaseBinding, Incident
from casework.incidents.presenters import names_of_people
from ostoja.privacy.retention.classes import RetentionClass

PEOPLE = RetentionClass(
    key="affected_people",
    label=_("People written down in incidents"),
    why=_("Long enough to see that nobody was forgotten. Whoever is helped longer has a case."),
    counted_from=_("the closing of the incident"),
    rows=lambda: AffectedPeople.objects.filter(incident__state=IncidentState.CLOSED),
    since="incident__closed_at",
    days=365,
    shortest=30,
    name=names_of_people,
    about_clients=True,
)
INCIDENTS = RetentionClass(
    key="incidents",
    label=_("Closed incidents, with their log and situation reports"),
    why=_("So that the city can account for its help. Its archive category is the city's to set."),
    counted_from=_("the closing of the incident"),
    rows=lambda: Incident.objects.filter(state=IncidentState.CLOSED),
    since="closed_at",
    days=1_826,
    shortest=365,
    about_clients=True,
    takes=_("With each go its people, its log, its partners called up and its situation reports."),
)


def delete_bindings(cases: Sequence[Case]) -> None:
    """That a case belonged to an incident goes with the case."""
    CaseBinding.objects.filter(case__in=cases).delete()
