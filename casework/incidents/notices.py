"""What this room tells people; no word of it says anything of anybody affected."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.incidents.choices import MobilisationState
from casework.incidents.models import Incident, Mobilisation
from casework.incidents.selectors import incidents_visible_to
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def _names(person: User, incidents: set[UUID]) -> dict[UUID, str]:
    found = incidents_visible_to(person).filter(pk__in=incidents)
    return dict(found.values_list("pk", "name"))


DECLARED = Kind(
    key="incident-declared",
    title=_("An incident was declared"),
    text=_("Open its board: it says what happened and who leads."),
    counted=ngettext_lazy(
        "%(number)d incident was declared", "%(number)d incidents were declared", "number"
    ),
    address=page_of("incident"),
    names=_names,
    permission=Permission.INCIDENT_LOG,
    module="incidents",
    pressing=True,
    order=13,
)
CALLED_UP = Kind(
    key="incident-called-up",
    title=_("Your organisation is called up to an incident"),
    text=_("Open its board: read what you are asked for, and answer."),
    counted=ngettext_lazy(
        "%(number)d incident to which your organisation is called up",
        "%(number)d incidents to which your organisation is called up",
        "number",
    ),
    address=page_of("incident"),
    names=_names,
    permission=Permission.INCIDENT_ANSWER,
    module="incidents",
    pressing=True,
    order=14,
)
ANSWERED = Kind(
    key="incident-answered",
    title=_("A partner that was called up has answered"),
    text=_("Open the board of the incident."),
    counted=ngettext_lazy(
        "%(number)d answer of a partner that was called up",
        "%(number)d answers of partners that were called up",
        "number",
    ),
    address=page_of("incident"),
    names=_names,
    permission=Permission.INCIDENT_LOG,
    module="incidents",
    order=15,
)


def register_all() -> None:
    """Called when the app starts."""
    register(DECLARED, CALLED_UP, ANSWERED)


def declared(incident: Incident, by: User | None) -> None:
    """Tell everybody who logs incidents, at any hour."""
    people = people_who_hold(Permission.INCIDENT_LOG)
    event = event_of(incident.pk, "declared")
    notify(DECLARED, to=people, event=event, about=incident.pk, by=by)


def moved(incident: Incident, by: User | None) -> None:
    """Work on it began or ended: it is known. Once it is closed nobody can answer any more."""
    kinds = (DECLARED,) if incident.goes_on else (DECLARED, CALLED_UP)
    settle(*kinds, about=incident.pk)


def called_up(mobilisation: Mobilisation, by: User | None) -> None:
    """Tell the body's people, at any hour."""
    notify(
        CALLED_UP,
        to=people_of(mobilisation.organisation),
        event=event_of(mobilisation.pk, "called up"),
        about=mobilisation.incident_id,
        by=by,
    )


def answered(mobilisation: Mobilisation) -> None:
    """Once nobody is asked any more, it counts as read: the notices are about the incident."""
    still = Mobilisation.objects.filter(
        incident=mobilisation.incident_id, state=MobilisationState.ASKED
    )
    if not still.exists():
        settle(CALLED_UP, about=mobilisation.incident_id)


def has_answered(mobilisation: Mobilisation, by: User | None, at: datetime.datetime) -> None:
    """Tell who leads, and who asked."""
    people = _known([mobilisation.incident.leader, mobilisation.asked_by])
    event = event_of(mobilisation.pk, f"answered {at.isoformat()}")
    notify(ANSWERED, to=people, event=event, about=mobilisation.incident_id, by=by)


def people_of(organisation: Organisation) -> list[User]:
    """Those who answer on behalf of a body."""
    roles = [role for role, held in ROLES.items() if Permission.INCIDENT_ANSWER in held]
    found = User.objects.filter(
        is_active=True,
        memberships__group=organisation.group_id,
        memberships__role__in=roles,
    )
    return list(found.distinct())


def _known(people: Iterable[User | None]) -> list[User]:
    return [person for person in people if person is not None]
