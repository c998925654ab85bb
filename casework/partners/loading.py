"""Loads needs and organisations from a blueprint or a city's own data.

Both run again without harm: rows are found by their keys, what is there stays as people left
it. Phones and contacts, which people may remove, come only with an organisation that is new.
"""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django.contrib.auth.models import Group

from casework.partners.choices import PhoneKind
from casework.partners.models import (
    Activity,
    Contact,
    Location,
    Need,
    Organisation,
    Phone,
    Schedule,
    Service,
)
from casework.partners.selectors import bodies_by_key, standing_for
from tenants.profile.loading import languages_of

Row = Mapping[str, Any]


def load_needs(rows: Iterable[Row]) -> None:
    """Add the needs that are not there yet."""
    needs = [
        Need(
            key=row["key"],
            name=languages_of(row["name"]),
            response_hours=row["response_hours"],
            position=row["order"],
        )
        for row in rows
    ]
    Need.objects.bulk_create(needs, ignore_conflicts=True)


def load_organisations(rows: Iterable[Row]) -> None:
    """Add the organisations, places and services that are not there yet; ``parent`` may name
    one that comes later.
    """
    rows = list(rows)
    new = {row["key"] for row in rows if _load_organisation(row)}
    for row in rows:
        if "parent" in row and row["key"] in new:
            parent = bodies_by_key()[row["parent"]]
            Organisation.objects.filter(key=row["key"]).update(parent=parent)


def _load_organisation(row: Row) -> bool:
    """Whether the organisation is new."""
    organisation = (
        standing_for(key=row["key"]) or Organisation.objects.filter(key=row["key"]).first()
    )
    is_new = organisation is None
    if organisation is None:
        organisation = _new_organisation(row)
        _add_phones(organisation, row.get("phones", ()))
        _add_contacts(organisation, row.get("contacts", ()))
        _add_activities(organisation, row.get("activities", ()))
    locations = {
        location["key"]: _load_location(organisation, location)
        for location in row.get("locations", ())
    }
    for service in row.get("services", ()):
        if not Service.objects.filter(key=service["key"]).exists():
            _add_service(organisation, service, locations)
    return is_new


def _new_organisation(row: Row) -> Organisation:
    group, _ = Group.objects.get_or_create(name=row["key"])
    return Organisation.objects.create(
        key=row["key"],
        name=row["name"],
        short_name=row.get("short_name", ""),
        unit=row.get("unit", ""),
        kind=row["kind"],
        roles=list(row["roles"]),
        permanence=row["permanence"],
        agreement_state=row["agreement_state"],
        agreement_date=row.get("agreement_date"),
        description=languages_of(row.get("description", {})),
        description_is_sample=row.get("sample_description", False),
        email=row.get("email", ""),
        website=row.get("website", ""),
        is_fictional=row.get("fictional", False),
        verified_on=row.get("verified_on"),
        group=group,
        **_origin(row),
    )


def _origin(row: Row) -> dict[str, Any]:
    """Where the fact was read and when, or that it is an example."""
    return {
        "is_sample": row["sample"],
        "source": row.get("source", ""),
        "source_date": row.get("source_date", ""),
    }


def _add_phones(organisation: Organisation, rows: Iterable[Row]) -> None:
    for row in rows:
        Phone.objects.create(
            organisation=organisation,
            number=row["number"],
            display=row["display"],
            kind=row.get("kind", PhoneKind.VOICE),
            label=languages_of(row.get("label", {})),
            **_origin(row),
        )


def _add_contacts(organisation: Organisation, rows: Iterable[Row]) -> None:
    for row in rows:
        Contact.objects.create(
            organisation=organisation,
            name=row["name"],
            title=row.get("title", ""),
            email=row.get("email", ""),
            phone=row.get("phone", ""),
            **_origin(row),
        )


def _add_activities(organisation: Organisation, rows: Iterable[Row]) -> None:
    for row in rows:
        Activity.objects.create(
            organisation=organisation,
            title=languages_of(row["title"]),
            description=languages_of(row.get("description", {})),
            whom=languages_of(row.get("whom", {})),
            times=languages_of(row["times"]),
            access=row["access"],
            starts_on=row.get("starts_on"),
            ends_on=row.get("ends_on"),
            **_origin(row),
        )


def _load_location(organisation: Organisation, row: Row) -> Location:
    location, _ = Location.objects.get_or_create(
        key=row["key"],
        defaults={
            "organisation": organisation,
            "name": row["name"],
            "kind": row["kind"],
            "street": row.get("street", ""),
            "postal_code": row.get("postal_code", ""),
            "town": row.get("town", ""),
            "district": row.get("district", ""),
            "accessibility": list(row["accessibility"]),
            **_origin(row),
        },
    )
    return location


def _add_service(organisation: Organisation, row: Row, locations: Mapping[str, Location]) -> None:
    capacity = row.get("capacity", {})
    service = Service.objects.create(
        organisation=organisation,
        key=row["key"],
        name=languages_of(row["name"]),
        description=languages_of(row.get("description", {})),
        eligibility=languages_of(row.get("eligibility", {})),
        limits=languages_of(row.get("limits", {})),
        documents=languages_of(row.get("documents", {})),
        status=row["status"],
        phases=list(row["phases"]),
        languages=list(row["languages"]),
        minimum_age=row.get("min_age"),
        maximum_age=row.get("max_age"),
        sexes=list(row.get("sexes", ())),
        districts=list(row.get("districts", ())),
        situations=list(row.get("situations", ())),
        response_hours=row.get("response_hours"),
        always_open=row.get("always_open", False),
        capacity=capacity.get("places"),
        capacity_unit=capacity.get("unit", ""),
        free_places=capacity.get("free"),
        free_said_on=capacity.get("said_on"),
        verified_on=row.get("verified_on"),
        **_origin(row),
    )
    service.needs.set(Need.objects.filter(key__in=row["needs"]))
    service.locations.set(locations[key] for key in row.get("locations", ()))
    _add_schedules(service, row.get("schedules", ()))


def _add_schedules(service: Service, rows: Iterable[Row]) -> None:
    for row in rows:
        Schedule.objects.create(
            service=service,
            by_day=list(row["days"]),
            opens_at=time.fromisoformat(row["opens"]),
            closes_at=time.fromisoformat(row["closes"]),
            valid_from=row.get("valid_from"),
            valid_to=row.get("valid_to"),
        )
