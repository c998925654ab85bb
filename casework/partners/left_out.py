"""Which services are not suggested for a need, each with the reason: "why not?"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ServiceStatus
from casework.partners.models import Need, Organisation, Service
from casework.partners.selectors import taking_part


class Why(IntEnum):
    """In the order of the page: first what could change soonest."""

    ITSELF = 0
    STATUS = 1
    NOT_TAKING_PART = 2
    OTHER_NEED = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One service that is not suggested, and why."""

    service: Service
    organisation: Organisation
    why: Why
    text: str | Promise


def left_out(need: Need, *, itself: Mapping[UUID, str | Promise]) -> list[LeftOut]:
    """Every service of the city that is not suggested for the need, in three queries.

    ``itself`` says of bodies that are left out on purpose why they are.
    """
    serving = set(Service.objects.filter(needs=need).values_list("pk", flat=True))
    part = set(taking_part().values_list("pk", flat=True))
    services = Service.objects.select_related("organisation").defer("description", "eligibility")
    found = [_why_not(one, serving, part, itself) for one in services]
    excluded = [one for one in found if one is not None]
    return sorted(excluded, key=lambda one: (one.why, one.organisation.sort_key, one.service.key))


def _why_not(
    service: Service, serving: set[UUID], part: set[UUID], itself: Mapping[UUID, str | Promise]
) -> LeftOut | None:
    """The first reason that applies, from the service's own to the bodies'."""
    body = service.organisation
    if service.pk not in serving:
        return LeftOut(service, body, Why.OTHER_NEED, _("It does not help with this need."))
    if service.status != ServiceStatus.ACTIVE:
        text = _("It is not active: %(status)s.") % {"status": service.get_status_display()}
        return LeftOut(service, body, Why.STATUS, text)
    if body.pk not in part:
        words = {"state": body.get_agreement_state_display()}
        text = _("The body does not take part in the city's system: %(state)s.") % words
        return LeftOut(service, body, Why.NOT_TAKING_PART, text)
    if body.pk in itself:
        return LeftOut(service, body, Why.ITSELF, itself[body.pk])
    return None
