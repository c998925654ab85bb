"""What the operators' side reads of a city's consent: the one thing that they see inside it."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from ostoja.accounts.backend import may_sign_in
from ostoja.accounts.models import User
from tenants.addresses import origin_of
from tenants.fence import entered, entered_platform
from tenants.hosts import host_of
from tenants.models import City, Domain, Stage
from tenants.support import selectors
from tenants.support.models import SupportConsent

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a city says of support. Nobody enters one that ``is_closed``, whatever it says;
    ``is_unknown`` is one whose tables do not answer.
    """

    consent: SupportConsent | None = None
    given_by: str = ""
    is_closed: bool = False
    is_unknown: bool = False


def allowed_in(city: City) -> Allowed:
    """Read in the city itself, in two queries."""
    if city.copy_of or city.stage == Stage.SUSPENDED:
        return Allowed(is_closed=True)
    try:
        with entered(city.slug), transaction.atomic():
            consent = selectors.open_consent()
            return Allowed(consent, str(consent.given_by or "") if consent else "")
    except DatabaseError:
        logger.exception("whether %s allows support could not be read", city.slug)
        return Allowed(is_unknown=True)


def allowed_in_words(city: City) -> str:
    """The same for a terminal."""
    allowed = allowed_in(city)
    if allowed.consent is None:
        return "unknown: upgrade the city" if allowed.is_unknown else "not allowed by the city"
    return f"until {timezone.localtime(allowed.consent.until):%Y-%m-%d %H:%M}, {allowed.given_by}"


def at_work(pk: UUID) -> User | None:
    """The operator with this key, unless they were switched off since."""
    with entered_platform():
        operator = User.objects.filter(pk=pk).first()
    return operator if operator is not None and may_sign_in(operator) else None


def origin_of_city(city: City) -> str:
    """Where the city answers."""
    with entered_platform():
        hosts = Domain.objects.filter(tenant=city, is_primary=True)
        host = hosts.values_list("domain", flat=True).first()
    return origin_of(host or host_of(city.slug))
