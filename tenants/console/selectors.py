"""What the pages of the console read; all of it in the platform's own schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ostoja.audit.models import AuditEvent
from tenants.console.facts import Fact, Said, facts
from tenants.jobs.models import OPEN, Job, State
from tenants.models import City, UpgradeOfCity

ORDERS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "slug"),
    "slug": ("slug",),
    "stage": ("stage", "name", "slug"),
    "new": ("-created_at", "slug"),
}


@dataclass(frozen=True, slots=True)
class CityRow:
    """One line of the list: the city, and each fact of the list under its heading."""

    city: City
    cells: Sequence[tuple[Fact, Said | None]]


def city_with(slug: str) -> City:
    """The city, or ``Http404``."""
    city = City.objects.filter(slug=slug).first()
    if city is None:
        raise Http404
    return city


def cities(text: str = "", stage: str = "", order: str = "name") -> QuerySet[City]:
    """The cities that fit: by a part of name, slug, TERYT code or domain."""
    found = City.objects.order_by(*ORDERS.get(order, ORDERS["name"]))
    if stage:
        found = found.filter(stage=stage)
    if text:
        by_domain = City.objects.filter(domains__domain__icontains=text)
        found = found.filter(
            Q(name__icontains=text)
            | Q(slug__icontains=text)
            | Q(teryt=text)
            | Q(pk__in=by_domain.values("pk"))
        )
    return found


def rows(listed: Sequence[City]) -> list[CityRow]:
    """The lines of these cities; each fact is asked once for all of them."""
    known = [(fact, fact.read(listed)) for fact in facts(in_list=True)] if listed else []
    return [CityRow(city, [(fact, said.get(city.slug)) for fact, said in known]) for city in listed]


def last_upgrade(city: City) -> UpgradeOfCity | None:
    """What the ledger of upgrades says of the city."""
    return UpgradeOfCity.objects.filter(city=city).first()


def jobs(city: str = "", state: str = "") -> QuerySet[Job]:
    """The newest first; ``state`` is one of them, or “open”."""
    found = Job.objects.all()
    if city:
        found = found.filter(city=city)
    if state == "open":
        return found.filter(state__in=OPEN)
    return found.filter(state=state) if state in State.values else found


def job_with(pk: UUID) -> Job:
    """The job, or ``Http404``."""
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def events(city: str = "", person: str = "") -> QuerySet[AuditEvent]:
    """The operators' record, newest first."""
    found = AuditEvent.objects.order_by("-at", "-id")
    if city:
        found = found.filter(details__city=city)
    return found.filter(actor_name__icontains=person) if person else found
