"""The domains of a city on the console: which, and the certificate that visitors see there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.console.facts import Said
from tenants.domains.models import Problem, RetiredDomain, SeenCertificate
from tenants.domains.names import shown
from tenants.models import City, Domain

RUNS_OUT = timedelta(days=14)  # Caddy renews a month ahead


@dataclass(frozen=True, slots=True)
class DomainView:
    """A domain, and what is known of its certificate."""

    host: str
    is_primary: bool
    state: Said
    certificate: SeenCertificate | None


def domains_of(city: City) -> list[DomainView]:
    """The primary one first."""
    found = list(Domain.objects.filter(tenant=city).order_by("-is_primary", "domain"))
    seen = certificates_of(one.domain for one in found)
    return [_view(one, seen.get(one.domain)) for one in found]


def certificates_of(hosts: Iterable[str]) -> dict[str, SeenCertificate]:
    """What was seen of these, by host."""
    return {one.host: one for one in SeenCertificate.objects.filter(host__in=list(hosts))}


def retired_by(city: City) -> Sequence[RetiredDomain]:
    """Those that the city gave up and that nobody else may have yet, the latest first."""
    found = RetiredDomain.objects.filter(city_slug=city.slug).order_by("-removed_at")
    return [one for one in found if one.free_at > timezone.now()]


def _view(domain: Domain, seen: SeenCertificate | None) -> DomainView:
    return DomainView(shown(domain.domain), domain.is_primary, state_of(seen), seen)


def state_of(seen: SeenCertificate | None) -> Said:
    """Of the certificate, in words."""
    if seen is None:
        return Said(_("not seen yet"), "grey")
    if seen.problem:
        is_wrong = seen.problem != Problem.SILENT
        return Said(Problem(seen.problem).label, "red" if is_wrong else "yellow", is_wrong=is_wrong)
    left = (seen.valid_until or timezone.now()) - timezone.now()
    if left <= timedelta():
        return Said(_("the certificate has run out"), "red", is_wrong=True)
    if left < RUNS_OUT:
        return Said(_("the certificate runs out soon"), "yellow", is_wrong=True)
    return Said(_("valid"), "green")
