"""Short phrases about services that several pages share, in the page's language."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import get_language_info, gettext

from casework.partners.choices import Accessibility, ServedSex, Situation
from casework.partners.models import Service

SPOKEN_LANGUAGES = ("pl", "uk", "en", "de", "ru", "be", "fr", "es", "ar", "vi")
"""Languages a service may be given in, the most frequent first."""


class ForAges(Protocol):
    """Whatever is for people from one age to another."""

    @property
    def minimum_age(self) -> int | None: ...
    @property
    def maximum_age(self) -> int | None: ...


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


def sex_words(sexes: Iterable[str]) -> str:
    """“women”, “men”."""
    known = dict(ServedSex.choices)
    return ", ".join(str(known.get(sex, sex)) for sex in sexes)


def district_words(districts: Iterable[str]) -> str:
    """“Oliwa, Wrzeszcz”: names are names in every language."""
    return ", ".join(districts)


def situation_words(situations: Iterable[str]) -> str:
    """“homelessness, addiction”."""
    known = dict(Situation.choices)
    return ", ".join(str(known.get(situation, situation)) for situation in situations)


def whom_words(service: Service) -> list[str]:
    """All limits of a service, a line each; none where it is for everybody."""
    lines = [ages_words(service)]
    if service.sexes:
        lines.append(gettext("only %(whom)s") % {"whom": sex_words(service.sexes)})
    if service.districts:
        where = district_words(service.districts)
        lines.append(gettext("people from these districts: %(where)s") % {"where": where})
    if service.situations:
        what = situation_words(service.situations)
        lines.append(gettext("in these situations: %(what)s") % {"what": what})
    return [line for line in lines if line]


def ages_words(service: ForAges) -> str:
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
