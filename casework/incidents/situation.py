"""A situation report in words: for its page, its preview and its PDF. It is made of counts."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.incidents.choices import (
    NUMBER_WORDS,
    NUMBERS,
    IncidentKind,
    IncidentState,
    MobilisationState,
    Whereabouts,
)
from ostoja.ui.numbers import grouped
from ostoja.ui.printed import Document, Fact, Section
from tenants.translated import TranslatedText

Figures = Mapping[str, Any]


def document_of(figures: Figures, words: str, number: int | None) -> Document:
    """The whole report; without a number it is a preview."""
    return Document(
        title=title_of(number),
        city=figures["city"],
        footer=_footer(figures, number),
        intro=_("Counts only: this report holds no data about any person who asked for help."),
        sections=list(_sections(figures, words)),
    )


def title_of(number: int | None) -> str:
    """“Situation report no. 2”."""
    if number is None:
        return _("Situation report (preview, not sent)")
    return _("Situation report no. %(number)d") % {"number": number}


def _footer(figures: Figures, number: int | None) -> str:
    return _("%(title)s, as of %(when)s") % {
        "title": title_of(number),
        "when": _moment(figures["at"]),
    }


def _sections(figures: Figures, words: str) -> Iterator[Section]:
    yield Section(_("The event"), facts=list(_event(figures)))
    if words:
        yield Section(_("In words"), texts=[words])
    yield Section(_("Numbers from the spot"), facts=list(_reported(figures)))
    yield Section(_("Where people are now"), facts=list(_whereabouts(figures)))
    yield Section(_("What people need"), facts=_needs(figures), texts=_no_needs(figures))
    if figures["bodies"]:
        yield Section(_("Partners called up"), facts=_bodies(figures))
    legend = _(
        "Numbers from 1 to 4 are not told, nor those out of which they could be reckoned: in their"
        " place stands “%(sign)s”. 0 means nobody."
    )
    yield Section(_("How to read the numbers"), texts=[legend % {"sign": not_told()}])


def _event(figures: Figures) -> Iterator[Fact]:
    yield Fact(_("Kind of event"), str(IncidentKind(figures["kind"]).label))
    yield Fact(_("Name of the incident"), figures["name"])
    yield Fact(_("Where"), figures["place"])
    yield Fact(_("Began"), _moment(figures["began_at"]))
    yield Fact(_("State"), str(IncidentState(figures["state"]).label))
    if figures["leader"]:
        yield Fact(_("Who leads"), figures["leader"])
    if figures["by"]:
        yield Fact(pgettext("situation report", "Written by"), figures["by"])
    yield Fact(_("As of"), _moment(figures["at"]))


def _reported(figures: Figures) -> Iterator[Fact]:
    if figures["counted_at"] is None:
        yield Fact(_("Numbers of"), _("nobody has counted yet"))
        return
    yield Fact(_("Numbers of"), _moment(figures["counted_at"]))
    for name in NUMBERS:
        yield Fact(str(NUMBER_WORDS[name]), number_in_words(figures["reported"][name]))


def _whereabouts(figures: Figures) -> Iterator[Fact]:
    yield Fact(_("People written down by the help system"), number_in_words(figures["listed"]))
    for one in Whereabouts:
        number = figures["whereabouts"].get(one.value)
        yield Fact(str(one.label), number_in_words(number))
    yield Fact(_("Cases opened or bound"), number_in_words(figures["cases"]))


def _needs(figures: Figures) -> list[Fact]:
    return [
        Fact(str(TranslatedText(one["name"])), number_in_words(one["number"]))
        for one in figures["needs"]
    ]


def _no_needs(figures: Figures) -> list[str]:
    return [] if figures["needs"] else [_("No open need is written down.")]


def _bodies(figures: Figures) -> list[Fact]:
    return [
        Fact(one["name"], str(MobilisationState(one["state"]).label)) for one in figures["bodies"]
    ]


def number_in_words(number: int | None) -> str:
    """A number, or the sign of one that is not told."""
    return not_told() if number is None else grouped(number)


def not_told() -> str:
    """In the place of a number that is too small, or gives one away."""
    return _("not told")


def _moment(text: str) -> str:
    return f"{timezone.localtime(datetime.datetime.fromisoformat(text)):%d.%m.%Y %H:%M}"
