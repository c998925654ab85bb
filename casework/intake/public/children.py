"""Whom a child can turn to at once: the helpline, and the city's help centre for children."""

from dataclasses import dataclass

from django.http import HttpRequest

from casework.partners.directory import Card, Filters, public_organisations
from casework.partners.models import Need
from ostoja.ui.city import facts_of
from ostoja.ui.phones import PhoneNumber, numbers_to_show

HELPLINE = "116111"
HARMED = "child-harmed"
GROWN_UP = 18


@dataclass(frozen=True, slots=True)
class ChildHelp:
    """What stands first on each page of a child."""

    helpline: PhoneNumber | None
    centre: Card | None


def help_for_children(request: HttpRequest) -> ChildHelp:
    """The national helpline, and the body in the directory that helps harmed children."""
    facts = facts_of(request)
    numbers = numbers_to_show(facts.phone_numbers)
    helpline = next((one for one in numbers if one.uri.endswith(HELPLINE)), None)
    return ChildHelp(helpline, _centre() if facts.has("partners") else None)


def _centre() -> Card | None:
    """A body with a service for harmed children alone; true data go before invented ones."""
    need = Need.objects.filter(key=HARMED).first()
    if need is None:
        return None
    found = [card for card in public_organisations(Filters(need=need)) if _is_for_children(card)]
    return min(found, key=lambda card: card.is_sample, default=None)


def _is_for_children(card: Card) -> bool:
    oldest = [offer.service.maximum_age for offer in card.offers]
    return bool(oldest) and all(age is not None and age <= GROWN_UP for age in oldest)
