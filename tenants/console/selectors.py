"""What the pages of the console read; all of it in the platform's own schema."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from ostoja.audit.models import AuditEvent
from ostoja.ui.elapsed import time_ago
from ostoja.ui.polish_order import polish_sort_key
from tenants.console.facts import Fact, Said, facts, telling_of_problems
from tenants.jobs.models import OPEN, Job, State
from tenants.models import City, Stage, UpgradeOfCity

ANY = "any"


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


def names_of(slugs: Iterable[str]) -> dict[str, str]:
    """The names of these cities, by slug; one that is gone is left out."""
    asked = {slug for slug in slugs if slug}
    if not asked:
        return {}
    return dict(City.objects.filter(slug__in=asked).values_list("slug", "name"))


def cities(text: str = "", stage: str = "", problem: str = "", order: str = "") -> list[City]:
    """The cities that fit: by a part of name, slug, TERYT code or domain; by what is wrong there.

    By name in Polish order, which the database cannot be trusted with; there are hundreds.
    """
    found = City.objects.order_by("slug")
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
    return _ordered(_with_problem(list(found), problem), order)


def _with_problem(listed: list[City], problem: str) -> list[City]:
    """Those in which something is wrong: anything, or what the fact of this name tells."""
    if not problem or not listed:
        return listed
    asked = [fact for fact in telling_of_problems() if problem in {ANY, fact.name}]
    wrong = {slug for fact in asked for slug, said in fact.read(listed).items() if said.is_wrong}
    return [city for city in listed if city.slug in wrong]


def _ordered(listed: list[City], order: str) -> list[City]:
    by_name = sorted(listed, key=lambda city: polish_sort_key(city.name))
    if order == "stage":
        return sorted(by_name, key=lambda city: Stage.values.index(city.stage))
    if order == "new":
        return sorted(by_name, key=lambda city: city.created_at, reverse=True)
    return by_name


def rows(listed: Sequence[City]) -> list[CityRow]:
    """The lines of these cities; each fact is asked once for all of them."""
    known = [(fact, fact.read(listed)) for fact in facts(in_list=True)] if listed else []
    return [
        CityRow(city, [(fact, _short(said.get(city.slug))) for fact, said in known])
        for city in listed
    ]


def _short(said: Said | None) -> Said | None:
    """Moments are told from now, which is quicker to read down a column, and narrower."""
    if said is None:
        return None
    lines = [_ago(line) for line in said.lines]
    return replace(said, text=_ago(said.text), lines=lines)


def _ago(value: Any) -> Any:
    return time_ago(value) if isinstance(value, datetime) else value


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
