"""Short phrases about services that several pages share, in the page's language."""

from collections.abc import Iterable

from django.utils.translation import get_language_info, gettext

from casework.partners.choices import Accessibility
from casework.partners.models import Service

SPOKEN_LANGUAGES = ("pl", "uk", "en", "de", "ru", "be", "fr", "es", "ar", "vi")
"""Languages a service may be given in, the most frequent first."""


def language_words(codes: Iterable[str]) -> str:
    """Names of languages: “Polish, Ukrainian”."""
    return ", ".join(language_name(code) for code in codes)


def language_name(code: str) -> str:
    """What the language is called; the code itself where nobody knows it."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name


def feature_words(features: Iterable[str]) -> str:
    """What makes a place accessible: “step-free access, quiet room”."""
    known = dict(Accessibility.choices)
    return ", ".join(str(known.get(feature, feature)) for feature in features)


def ages_words(service: Service) -> str:
    """“people aged 7 to 18”; empty where the service is for everybody."""
    lowest, highest = service.minimum_age, service.maximum_age
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return gettext("people aged %(lowest)d and over") % {"lowest": lowest}
    if not lowest:
        return gettext("people aged %(highest)d and under") % {"highest": highest}
    return gettext("people aged %(lowest)d to %(highest)d") % {
        "lowest": lowest,
        "highest": highest,
    }
