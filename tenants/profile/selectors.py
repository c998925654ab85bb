"""What pages ask about the present city."""

from ostoja.ui import city
from ostoja.ui.brand import Brand
from ostoja.ui.city import CityFacts
from tenants.profile.models import CityProfile, GrantNotice, PhoneNumber, PublicText
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


def public_text(key: str) -> PublicText:
    """The city's text; an unwritten one, of version 0, where it has none yet."""
    return PublicText.objects.filter(key=key).first() or PublicText(key=key, version=0)


def grant_notices() -> list[GrantNotice]:
    """What funders want to be read."""
    return list(GrantNotice.objects.all())


def brand_of(found: CityProfile) -> str:
    """The text of the city's brand; empty where it chose none."""
    if not found.brand_colour:
        return ""
    return str(Brand(found.brand_colour, found.accent_colour))


def facts() -> CityFacts:
    """What every page of the city shows, for the design system; read every half minute."""
    marks = city.every_mark()
    found = CityProfile.objects.annotate(**marks).first()
    return CityFacts(
        brand=brand_of(found) if found else "",
        languages=found.languages if found else [],
        modules=found.modules if found else None,
        phone_numbers=phone_numbers(),
        # Asked for only where the city has some: most have none.
        notices=[one.text for one in grant_notices()] if found and found.grants_need_notice else [],
        exit_site=found.exit_site if found else "",
        marks=frozenset(name for name in marks if getattr(found, name, False)),
    )
