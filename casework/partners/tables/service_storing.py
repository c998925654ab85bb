"""Storing services: new ones all at once, changed ones through the room's action."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.partners import actions
from casework.partners.facts import Offer
from casework.partners.keys import free_keys
from casework.partners.models import Location, Need, Organisation, Schedule, Service
from casework.partners.opening import DAYS
from casework.partners.tables import effects
from casework.partners.tables.bodies import Bodies
from casework.partners.tables.week import ALWAYS
from ostoja.accounts.models import User
from ostoja.audit import action, record_each
from ostoja.tables.kinds import Existing, Ready, Stored
from ostoja.ui.polish_order import fold

ROWS_A_STATEMENT = 500
Values = Mapping[str, Any]
OFFER = ("needs", "places", "hours")
NOT_FACTS = {"organisation", "key", *OFFER}


@dataclass(frozen=True, slots=True)
class City:
    """The bodies and needs that rows name by their keys."""

    bodies: Bodies
    needs: Mapping[str, Need]


@action
def add_services(*, rows: Sequence[Ready], city: City, by: User) -> dict[int, Stored]:
    """Add services with needs, places and hours; by row number. Nobody has checked them today."""
    keys = free_keys(Service, [row.values["name"].in_language("pl") for row in rows])
    services = Service.objects.bulk_create(
        [
            Service(
                organisation=city.bodies.by_key[row.values["organisation"]],
                key=key,
                **_facts(row.values),
            )
            for row, key in zip(rows, keys, strict=True)
        ],
        ROWS_A_STATEMENT,
    )
    pairs = [(service, row.values) for service, row in zip(services, rows, strict=True)]
    _join_needs(pairs, city)
    _join_places(pairs, city)
    Schedule.objects.bulk_create(
        [one for service, values in pairs for one in _schedules(service, values)],
        ROWS_A_STATEMENT,
    )
    record_each("service.added", by=by, on=[(one, one.organisation) for one in services])
    return {
        row.number: Stored(service.pk, [effects.added(service)])
        for row, service in zip(rows, services, strict=True)
    }


def change(existing: Existing, values: Values, city: City, by: User) -> Stored:
    """Change what differs. Raises ``StaleObject``."""
    service: Service = existing.thing
    before = effects.facts_of(service, _facts(values)) | {"offer": effects.offer_of(service)}
    whole = {**existing.values, **values}
    hours = {} if whole["hours"] == ALWAYS else whole["hours"]
    offer = Offer(
        needs=[city.needs[key] for key in whole["needs"]],
        locations=_places(city.bodies.by_key[whole["organisation"]], whole["places"]),
        hours={day: hours.get(day, []) for day in DAYS},
    )
    now = actions.change_service(
        pk=service.pk, version=service.version, offer=offer, by=by, **_facts(values)
    )
    return Stored(now.pk, [effects.changed(now, before)])


def _facts(values: Values) -> dict[str, Any]:
    """What the row of the service itself holds."""
    facts = {name: value for name, value in values.items() if name not in NOT_FACTS}
    if "hours" in values:
        facts["always_open"] = values["hours"] == ALWAYS
    return facts


def _join_needs(pairs: Iterable[tuple[Service, Values]], city: City) -> None:
    between = Service.needs.through
    between._default_manager.bulk_create(
        [
            between(service_id=service.pk, need_id=city.needs[key].pk)
            for service, values in pairs
            for key in values["needs"]
        ],
        ROWS_A_STATEMENT,
    )


def _join_places(pairs: Iterable[tuple[Service, Values]], city: City) -> None:
    between = Service.locations.through
    between._default_manager.bulk_create(
        [
            between(service_id=service.pk, location_id=place.pk)
            for service, values in pairs
            for place in _places(
                city.bodies.by_key[values["organisation"]], values.get("places", ())
            )
        ],
        ROWS_A_STATEMENT,
    )


def _places(body: Organisation, names: Iterable[str]) -> list[Location]:
    wanted = {fold(name) for name in names}
    return [place for place in body.locations.all() if fold(place.name) in wanted]


def _schedules(service: Service, values: Values) -> list[Schedule]:
    hours = values.get("hours") or {}
    if hours == ALWAYS:
        return []
    by_interval: dict[Any, list[str]] = {}
    for day, intervals in hours.items():
        for interval in intervals:
            by_interval.setdefault(interval, []).append(day)
    return [
        Schedule(service=service, by_day=days, opens_at=opens, closes_at=closes)
        for (opens, closes), days in by_interval.items()
    ]
