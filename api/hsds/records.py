"""Rows of the public directory as HSDS 3.0 objects: its names, its ids, in Polish.

Objects that HSDS keeps apart and we do not (an address, a language) get ids that follow from
ours, so that they stay the same from one reading to the next.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import QuerySet
from django.utils.translation import override

from casework.partners import directory
from casework.partners.choices import Accessibility, CapacityUnit, LocationKind, ServiceStatus
from casework.partners.models import Location, Need, Organisation, Phone, Schedule, Service
from casework.partners.opening import LAST_MINUTE
from casework.partners.words import language_name, sex_words, situation_words
from tenants.translated import TranslatedText

Record = dict[str, Any]
LANGUAGE = "pl"
COUNTRY = "PL"
NEEDS = "needs"
PHONE_TYPES = {"voice": "voice", "sms": "text", "fax": "fax"}


def organisations() -> QuerySet[Organisation]:
    """The bodies that residents see, with what is nested in them."""
    return directory.listed_bodies().prefetch_related("phones", "locations")


def services() -> QuerySet[Service]:
    """Their active services, with what is nested in them."""
    listed = Service.objects.filter(
        organisation__in=directory.listed_bodies(), status=ServiceStatus.ACTIVE
    )
    nested = ("needs", "locations", "schedules", "organisation__phones", "organisation__locations")
    return listed.select_related("organisation").prefetch_related(*nested)


def terms() -> QuerySet[Need]:
    """The city's needs."""
    return Need.objects.all()


def organization(body: Organisation, *, nested: bool = True) -> Record:
    """An HSDS organization; ``nested`` with its phones and locations."""
    record = _filled(
        {
            "id": str(body.pk),
            "name": body.name,
            "alternate_name": body.short_name,
            "description": _text(body.description) or body.name,
            "email": body.email,
            "website": body.website,
            "parent_organization_id": str(body.parent_id or ""),
        }
    )
    if nested:
        record["phones"] = [_phone(one) for one in body.phones.all()]
        record["locations"] = [_location(one) for one in body.locations.all()]
    return record


def service(row: Service, *, nested: bool = True) -> Record:
    """An HSDS service; ``nested`` with all that belongs to it, its organization included."""
    record = _filled(
        {
            "id": str(row.pk),
            "organization_id": str(row.organisation_id),
            "name": _text(row.name),
            "description": _text(row.description),
            "status": row.status,
            "eligibility_description": _eligibility(row),
            "application_process": _text(row.limits),
            "minimum_age": row.minimum_age,
            "maximum_age": row.maximum_age,
            "assured_date": row.verified_on.isoformat() if row.verified_on else "",
        }
    )
    return {**record, **_nested(row)} if nested else record


def _nested(row: Service) -> Record:
    return {
        "organization": organization(row.organisation),
        "service_at_locations": [
            service_at_location(row, place, nested=False) for place in row.locations.all()
        ],
        "schedules": list(_schedules(row)),
        "languages": [_language(row, code) for code in row.languages],
        "service_areas": [_area(row, name) for name in row.districts],
        "required_documents": _documents(row),
        "capacities": _capacities(row),
        "attributes": [_attribute(row, need) for need in row.needs.all()],
    }


def service_at_location(row: Service, place: Location, *, nested: bool = True) -> Record:
    """That a service is given at a place."""
    record = {
        "id": str(link_id(row, place)),
        "service_id": str(row.pk),
        "location_id": str(place.pk),
        "location": _location(place),
    }
    return {**record, "service": service(row, nested=False)} if nested else record


def link_id(row: Service, place: Location) -> UUID:
    """The id of a service at a place."""
    return uuid5(row.pk, f"at {place.pk}")


def taxonomy() -> Record:
    """The one list of needs."""
    return {
        "id": str(taxonomy_id()),
        "name": "Potrzeby",
        "description": "Potrzeby ludzi w kryzysie, tak jak wymienia je miasto.",
    }


def taxonomy_id() -> UUID:
    """The same in every city: what differs are the terms."""
    return uuid5(NAMESPACE_URL, "ostoja needs")


def taxonomy_term(need: Need) -> Record:
    """A need as a term of the list."""
    return {
        "id": str(need.pk),
        "code": need.key,
        "name": _text(need.name),
        "description": _text(need.name),
        "taxonomy": NEEDS,
        "taxonomy_id": str(taxonomy_id()),
        "language": LANGUAGE,
        "taxonomy_detail": taxonomy(),
    }


def _location(place: Location) -> Record:
    record = _filled(
        {
            "id": str(place.pk),
            "location_type": place.kind,
            "organization_id": str(place.organisation_id),
            "name": place.name,
        }
    )
    known = dict(Accessibility.choices)
    record["addresses"] = [_address(place)] if place.kind != LocationKind.VIRTUAL else []
    record["accessibility"] = [
        {"id": str(uuid5(place.pk, each)), "description": str(known.get(each, each))}
        for each in place.accessibility
    ]
    return record


def _address(place: Location) -> Record:
    return {
        "id": str(uuid5(place.pk, "address")),
        "location_id": str(place.pk),
        "address_1": place.street,
        "city": place.town,
        "region": place.district,
        "state_province": "",
        "postal_code": place.postal_code,
        "country": COUNTRY,
        "address_type": place.kind,
    }


def _phone(phone: Phone) -> Record:
    return _filled(
        {
            "id": str(phone.pk),
            "organization_id": str(phone.organisation_id),
            "number": phone.number,
            "type": PHONE_TYPES.get(phone.kind, "voice"),
            "description": _text(phone.label),
        }
    )


def _eligibility(row: Service) -> str:
    """Who may come, in words; the standard has members of its own for ages and areas alone."""
    with override(LANGUAGE):
        limits = [sex_words(row.sexes), situation_words(row.situations)]
    return "; ".join(filter(None, [_text(row.eligibility), *limits]))


def _area(row: Service, name: str) -> Record:
    return {"id": str(uuid5(row.pk, f"area {name}")), "service_id": str(row.pk), "name": name}


def _documents(row: Service) -> list[Record]:
    if not row.documents:
        return []
    pk = str(uuid5(row.pk, "documents"))
    return [{"id": pk, "service_id": str(row.pk), "document": _text(row.documents)}]


def _capacities(row: Service) -> list[Record]:
    """What the body said of free places, and on which day; nothing of what we know otherwise."""
    if row.free_places is None or row.free_said_on is None:
        return []
    unit = row.capacity_unit or CapacityUnit.PLACE
    record = {
        "id": str(uuid5(row.pk, "capacity")),
        "service_id": str(row.pk),
        "unit": {"id": str(uuid5(NAMESPACE_URL, f"ostoja unit {unit}")), "name": str(unit)},
        "available": row.free_places,
        "maximum": row.capacity,
        "updated": f"{row.free_said_on.isoformat()}T00:00:00Z",
    }
    return [{name: value for name, value in record.items() if value is not None}]


def _schedules(row: Service) -> Iterator[Record]:
    if row.always_open:
        yield _schedule(row, uuid5(row.pk, "always"), "MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")
    for one in row.schedules.all():
        if not one.by_day:  # closed for a while, which the standard cannot say
            continue
        days, closes = ",".join(one.by_day), _closing(one)
        opens = one.opens_at.strftime("%H:%M")
        dates = {
            "valid_from": one.valid_from.isoformat() if one.valid_from else "",
            "valid_to": one.valid_to.isoformat() if one.valid_to else "",
        }
        yield _schedule(row, one.pk, days, opens, closes) | _filled(dates)


def _schedule(row: Service, pk: UUID, days: str, opens: str, closes: str) -> Record:
    return {
        "id": str(pk),
        "service_id": str(row.pk),
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": days,
        "opens_at": opens,
        "closes_at": closes,
        "notes": "Europe/Warsaw",
    }


def _closing(one: Schedule) -> str:
    return "24:00" if one.closes_at >= LAST_MINUTE else one.closes_at.strftime("%H:%M")


def _language(row: Service, code: str) -> Record:
    return {
        "id": str(uuid5(row.pk, f"language {code}")),
        "service_id": str(row.pk),
        "code": code,
        "name": language_name(code),
    }


def _attribute(row: Service, need: Need) -> Record:
    return {
        "id": str(uuid5(row.pk, f"need {need.pk}")),
        "link_id": str(row.pk),
        "link_entity": "service",
        "taxonomy_term_id": str(need.pk),
        "taxonomy_term": taxonomy_term(need),
    }


def _text(text: TranslatedText) -> str:
    return text.in_language(LANGUAGE)


def _filled(record: Mapping[str, Any]) -> Record:
    """Without what nobody knows: HSDS leaves such members out."""
    return {name: value for name, value in record.items() if value not in ("", None)}
