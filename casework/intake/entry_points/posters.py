"""The words of a poster, in each of the city's languages. Nothing on it says what it is about
to whoever only sees that somebody looks at it.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from casework.intake.models import EntryPoint
from ostoja.ui.languages import public_languages
from ostoja.ui.phones import PhoneNumber, numbers_to_show
from tenants.profile.models import PhoneNumber as CityNumber
from tenants.profile.selectors import phone_numbers, profile


@dataclass(frozen=True, slots=True)
class Words:
    """What stands there for the readers of one language."""

    language: str
    heading: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class NumberInWords:
    """A number, and whom it reaches: in each language once, with the language's code."""

    shown: str
    labels: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Poster:
    """All that a poster says besides its code."""

    city: str
    words: list[Words]
    numbers: list[NumberInWords]


def poster_for(point: EntryPoint) -> Poster:
    """The place's first language stands first."""
    about, rows = profile(), phone_numbers()
    languages = public_languages(about.languages)
    languages.sort(key=lambda code: code != point.default_language)
    return Poster(about.name, [_words(code) for code in languages], _numbers(rows, languages))


def _words(language: str) -> Words:
    with translation.override(language):
        sentences = [
            _("Scan the code with a telephone, or type the address."),
            _("You do not have to say who you are."),
            _("In danger call 112 at once."),
        ]
        return Words(language, _("You can write to us"), sentences)


def _numbers(rows: list[CityNumber], languages: list[str]) -> list[NumberInWords]:
    found = [(code, _in_language(code, rows)) for code in languages]
    labels: dict[str, dict[str, str]] = {}
    for code, numbers in found:
        for number in numbers:
            labels.setdefault(number.shown, {}).setdefault(str(number.label), code)
    return [
        NumberInWords(shown, [(code, label) for label, code in said.items()])
        for shown, said in labels.items()
    ]


def _in_language(code: str, rows: list[CityNumber]) -> list[PhoneNumber]:
    with translation.override(code):
        return [
            PhoneNumber(one.number, str(one.label), display=one.shown)
            for one in numbers_to_show(rows)
        ]
