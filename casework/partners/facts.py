"""What a person writes about bodies, places, services, numbers and contacts."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TypedDict

from casework.partners.models import Location, Need, Organisation
from tenants.translated import TranslatedText

Interval = tuple[time, time]
Hours = Mapping[str, Sequence[Interval]]
"""Opening and closing times by day of the week (MO to SU)."""


class Origin(TypedDict, total=False):
    """Where a fact comes from."""

    is_sample: bool
    source: str
    source_date: str


class OrganisationFacts(Origin, total=False):
    """What a person writes about a body."""

    name: str
    short_name: str
    unit: str
    nip: str
    regon: str
    parent: Organisation | None
    kind: str
    roles: list[str]
    permanence: str
    description: TranslatedText
    email: str
    website: str
    is_public: bool


class LocationFacts(Origin, total=False):
    """What a person writes about a place."""

    name: str
    kind: str
    street: str
    postal_code: str
    town: str
    district: str
    accessibility: list[str]


class ServiceFacts(Origin, total=False):
    """What a person writes about a service."""

    name: TranslatedText
    description: TranslatedText
    eligibility: TranslatedText
    limits: TranslatedText
    documents: TranslatedText
    status: str
    phases: list[str]
    languages: list[str]
    minimum_age: int | None
    maximum_age: int | None
    sexes: list[str]
    districts: list[str]
    situations: list[str]
    response_hours: int | None
    always_open: bool
    capacity: int | None
    capacity_unit: str
    free_places: int | None
    free_said_on: date | None


class PhoneFacts(Origin, total=False):
    """What a person writes about a number."""

    number: str
    display: str
    kind: str
    label: TranslatedText


class ContactFacts(Origin, total=False):
    """What a person writes about somebody to speak to."""

    name: str
    title: str
    email: str
    phone: str


class ActivityFacts(Origin, total=False):
    """What a person writes about a prevention activity."""

    title: TranslatedText
    description: TranslatedText
    whom: TranslatedText
    times: TranslatedText
    access: str
    location: Location | None
    starts_on: date | None
    ends_on: date | None


class Offer(TypedDict):
    """What a service is for, where and when."""

    needs: Sequence[Need]
    locations: Sequence[Location]
    hours: Hours
