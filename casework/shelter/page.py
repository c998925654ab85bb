"""What the page of a stay and the panel on a case show, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.selectors import cases_visible_to
from casework.shelter import limits, nights
from casework.shelter.choices import ATTRIBUTES, StayBasis
from casework.shelter.home import in_words
from casework.shelter.models import Stay
from ostoja.accounts.models import User


@dataclass(frozen=True, slots=True)
class Wanted:
    """What beds somebody needs."""

    people: int
    is_accessible: bool = False
    is_family: bool = False
    is_cot: bool = False


def wish_of(given: Mapping[str, Any]) -> Wanted:
    """What a form says."""
    return Wanted(given["people"], *(given[name] for name in ATTRIBUTES))


def tags_of(stay: Stay) -> list[tuple[str, str]]:
    """Whether they are there, and how near the limit is, each with its colour."""
    if not stay.is_open:
        return [(pgettext("stay", "ended"), "grey")]
    if limits.is_overdue(stay):
        return [(in_words(stay), "red")]
    due = limits.stage(stay)
    colour = "green" if due is None else "red" if due == min(limits.WARNED_BEFORE) else "yellow"
    return [(pgettext("stay", "there now"), "blue"), (in_words(stay), colour)]


def rows_of(stay: Stay, user: User) -> list[dict[str, Any]]:
    """The facts of a stay for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(stay, user) if value]


def limit_rows(stay: Stay) -> list[dict[str, Any]]:
    """What the clock says, beside the question of what is next."""
    return [{"key": key, "value": value} for key, value in _clock(stay) if value]


def _facts(stay: Stay, user: User) -> Iterator[tuple[str, Any]]:
    yield _("Case"), _case(stay, user)
    yield _("House"), stay.facility.name
    yield _("How many people"), stay.people
    beds = nights.beds_of(stay)
    yield _("Beds"), ", ".join(f"{bed.name} ({bed.room.name})" for bed in beds)
    yield _("First night"), date_format(stay.started_on)
    yield from _clock(stay)
    if stay.ended_on:
        yield _("Day on which they left"), date_format(stay.ended_on)
        yield _("Where they went"), stay.get_destination_display()


def _clock(stay: Stay) -> Iterator[tuple[str, Any]]:
    if stay.is_open:
        yield _("Day on which they are to leave"), date_format(stay.planned_end_on)
    yield _("Legal basis of the stay"), _basis(stay)
    if stay.certificate_until:
        yield _("Certificate valid until"), date_format(stay.certificate_until)
    limit = date_format(stay.limit_on) if stay.limit_on else _("no limit")
    yield _("Limit of the stay"), limit


def _basis(stay: Stay) -> str:
    words = StayBasis(stay.basis).label
    if stay.basis == StayBasis.HOUSE_RULE and stay.facility.limit_rule:
        return f"{words}: {stay.facility.limit_rule}"
    return str(words)


def _case(stay: Stay, user: User) -> str | SafeString:
    """With a link for who may see it; its number and pseudonym for the house."""
    name = f"{stay.case.number} · {stay.case.pseudonym}"
    if not cases_visible_to(user).filter(pk=stay.case_id).exists():
        return name
    url = reverse("case", args=[stay.case_id])
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, name)
