"""What the audit calls the events that this room records."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.incidents.models import AffectedPeople, Incident
from ostoja.audit import presenters

LABELS = {
    "incident.declared": _("Incident declared"),
    "incident.changed": _("Incident changed"),
    "incident.counted": _("Numbers of an incident changed"),
    "incident.started": _("Work on an incident begun"),
    "incident.wound_down": _("Incident winding down"),
    "incident.resumed": _("Incident taken up again"),
    "incident.closed": _("Incident closed"),
    "incident.reopened": _("Incident opened again"),
    "incident.seen": _("Board of an incident seen"),
    "incident.logged": _("Entry added to the log of an incident"),
    "incident.bound": _("Case bound to an incident"),
    "incident.bound_before": _("Case was bound to the incident already"),
    "incident.unbound": _("Case taken out of an incident"),
    "affected.seen": _("Row of affected people opened"),
    "affected.listed": _("Rows of affected people read by a program"),
    "affected.added": _("Affected people written down"),
    "affected.given_back": _("Affected people wait for another body, since theirs left"),
    "affected.changed": _("Row of affected people changed"),
    "affected.removed": _("Row of affected people removed"),
    "mobilisation.asked": _("Partner called up to an incident"),
    "mobilisation.confirmed": _("Partner called up confirmed"),
    "mobilisation.on_site": _("Partner called up is on site"),
    "mobilisation.declined": _("Partner called up declined"),
    "mobilisation.released": _("Partner called up released"),
    "mobilisation.ended_with_agreement": _("Partner called up released, since it left"),
    "situation_report.sent": _("Situation report sent"),
    "situation_report.taken_out": _("Situation report taken as a file"),
    "report_address.added": _("Address for situation reports added"),
    "report_address.removed": _("Address for situation reports removed"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("incidents.incident", names_of_incidents)
    presenters.register_names("incidents.affectedpeople", names_of_people)


def names_of_incidents(ids: set[str]) -> dict[str, str]:
    """Incidents by what they are called."""
    return {str(one.pk): one.name for one in Incident.objects.filter(pk__in=ids)}


def names_of_people(ids: set[str]) -> dict[str, str]:
    """The incident and when they were written down; no name of anybody."""
    found = AffectedPeople.objects.filter(pk__in=ids).select_related("incident").defer("label")
    return {
        str(one.pk): f"{one.incident.name}, {timezone.localtime(one.added_at):%d.%m.%Y %H:%M}"
        for one in found
    }
