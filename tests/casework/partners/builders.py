"""Makes services and their surroundings for the tests of this room."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from casework.partners.choices import AgreementState
from casework.partners.models import Location, Need, Organisation, Schedule, Service
from tenants.translated import TranslatedText
from tests.cast import make_organisation

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")


def warsaw(*parts: int, fold: int = 0) -> datetime:
    """A moment as clocks in Poland show it."""
    clock = [*parts, 0, 0, 0][:6]
    year, month, day, hour, minute, second = clock
    return datetime(year, month, day, hour, minute, second, tzinfo=WARSAW, fold=fold)


def signatory(key: str, name: str = "", **facts: Any) -> Organisation:
    """A body that signed the agreement."""
    organisation = make_organisation(key, name or key, "partner")
    organisation.agreement_state = AgreementState.SIGNATORY
    for field, value in facts.items():
        setattr(organisation, field, value)
    organisation.save()
    return organisation


def make_service(
    organisation: Organisation, key: str = "service", *, needs: Iterable[str] = (), **facts: Any
) -> Service:
    """A service for the needs with these keys."""
    texts = {"name": TranslatedText({"pl": f"Usługa {key}", "en": f"Service {key}"})}
    service = Service.objects.create(organisation=organisation, key=key, **(texts | facts))
    service.needs.set(Need.objects.filter(key__in=needs))
    return service


def hours(service: Service, days: Iterable[str], opens: str, closes: str, **dates: Any) -> Schedule:
    """Opening hours on these days."""
    return Schedule.objects.create(
        service=service,
        by_day=list(days),
        opens_at=time.fromisoformat(opens),
        closes_at=time.fromisoformat(closes),
        **dates,
    )


def make_location(organisation: Organisation, key: str = "place", **facts: Any) -> Location:
    """A place of the body."""
    values = {"name": key, "town": "Gdańsk", **facts}
    return Location.objects.create(organisation=organisation, key=key, **values)
