"""What an import did to rows about bodies, kept so that it can be taken back."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from casework.partners.facts import Offer
from casework.partners.hours_in_words import intervals_by_day
from casework.partners.models import Contact, Location, Need, Organisation, Phone, Service
from casework.partners.models.organisation import SourcedModel
from casework.partners.opening import DAYS

MODELS: dict[str, type[SourcedModel]] = {
    model._meta.label_lower: model for model in (Organisation, Location, Phone, Contact, Service)
}
Effect = dict[str, Any]


def added(fact: SourcedModel) -> Effect:
    """The row is new."""
    return _effect(fact, None)


def changed(fact: SourcedModel, before: Mapping[str, Any]) -> Effect:
    """The row was otherwise; ``fact`` is how it is now."""
    return _effect(fact, dict(before))


def _effect(fact: SourcedModel, before: dict[str, Any] | None) -> Effect:
    label = fact._meta.label_lower
    return {"model": label, "pk": str(fact.pk), "version": fact.version, "before": before}


def facts_of(fact: SourcedModel, names: Iterable[str]) -> dict[str, Any]:
    """Facts as they are now."""
    return {name: getattr(fact, name) for name in names}


def as_facts(model: type[SourcedModel], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Kept facts as the model's own values."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in kept.items() if name in fields}


def offer_of(service: Service) -> dict[str, Any]:
    """Needs, places and regular hours as JSON."""
    regular = [one for one in service.schedules.all() if not one.valid_from and not one.valid_to]
    return {
        "needs": [need.key for need in service.needs.all()],
        "locations": [str(one.pk) for one in service.locations.all()],
        "hours": {
            day: [[f"{one:%H:%M}" for one in interval] for interval in intervals]
            for day, intervals in intervals_by_day(regular).items()
        },
    }


def as_offer(kept: Mapping[str, Any]) -> Offer:
    """A kept offer; what was removed since stays away."""
    hours = {
        day: [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept_day]
        for day, kept_day in kept["hours"].items()
    }
    return Offer(
        needs=list(Need.objects.filter(key__in=kept["needs"])),
        locations=list(Location.objects.filter(pk__in=kept["locations"])),
        hours={day: hours.get(day, []) for day in DAYS},
    )
