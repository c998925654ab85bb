"""What pages ask about the present city."""

from ostoja.ui.city import CityFacts
from tenants.profile.models import CityProfile, PhoneNumber, PublicText
from tenants.translated import TranslatedText


def profile() -> CityProfile:
    """The city's profile."""
    return CityProfile.objects.get()


def phone_numbers() -> list[PhoneNumber]:
    """The numbers for people in crisis, in the city's order."""
    return list(PhoneNumber.objects.all())


def public_texts(*keys: str) -> dict[str, TranslatedText]:
    """The city's texts by key; a missing one is absent."""
    return {text.key: text.text for text in PublicText.objects.filter(key__in=keys)}


def facts() -> CityFacts:
    """What every page of the city shows, for the design system; read every half minute."""
    found = CityProfile.objects.first()
    return CityFacts(
        theme=found.theme if found else "",
        languages=found.languages if found else [],
        modules=found.modules if found else None,
        phone_numbers=phone_numbers(),
    )
