"""Canned replies: their variables, and the text that goes into the form to be edited."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.intake.desk.selectors import desk_settings
from casework.intake.models import CannedReply, DeskSettings
from casework.partners.choices import OrganisationRole
from casework.partners.selectors import organisation_with_role
from ostoja.ui.city import facts_here
from tenants.profile.actions import AFTER_THE_CITYS_OWN
from tenants.profile.models import PhoneNumber
from tenants.profile.selectors import profile

VARIABLES: Mapping[str, Promise] = {
    "city": _("the city's name"),
    "centre": _("the name of the crisis centre"),
    "phone": _("the city's first telephone number"),
    "hours": _("the hours of that number"),
    "minutes": _("in how many minutes the city promises an answer by day"),
}
_VARIABLE = re.compile(r"\{([^{}\n]{0,40})\}")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply as it goes into the form, in ``language``: the person's, or the nearest."""

    pk: UUID
    title: str
    text: str
    language: str
    is_sample: bool


def unknown_variables(text: str) -> list[str]:
    """What stands in braces and is no variable, in order and each once."""
    found = dict.fromkeys(_VARIABLE.findall(text))
    return [name for name in found if name not in VARIABLES]


def replies_for(language: str, settings: DeskSettings | None = None) -> list[Reply]:
    """All of the city's, filled in for a person who writes in this language."""
    rows = list(CannedReply.objects.all())
    used = {name for row in rows for name in _VARIABLE.findall(row.text.in_language(language))}
    values = _values(language, settings or desk_settings(), used)
    return [_reply(row, language, values) for row in rows]


def reply_for(pk: UUID | None, language: str) -> Reply | None:
    """The one reply; None where somebody has removed it."""
    return next((one for one in replies_for(language) if one.pk == pk), None)


def _reply(row: CannedReply, language: str, values: Mapping[str, str]) -> Reply:
    text = filled(row.text.in_language(language), values)
    spoken = row.text.shown_language(language)
    return Reply(row.pk, str(row.title), text, spoken, row.is_sample)


def filled(text: str, values: Mapping[str, str]) -> str:
    """With each variable that has a value; what has none stays, and is seen before sending."""
    return _VARIABLE.sub(lambda found: values.get(found[1]) or found[0], text)


def _values(language: str, settings: DeskSettings, used: Set[str]) -> dict[str, str]:
    """Of the variables that some reply uses; for the others nobody asks the database."""
    values = {"minutes": str(settings.by_day)}
    if "city" in used:
        values["city"] = profile().name
    if "centre" in used:
        values["centre"] = _centre()
    if used & {"phone", "hours"}:
        first = _first_number()
        values["phone"] = first.display if first else ""
        values["hours"] = first.hours.in_language(language) if first else ""
    return values


def _centre() -> str:
    found = organisation_with_role(OrganisationRole.CRISIS_CENTRE)
    return (found.short_name or found.name) if found else ""


def _first_number() -> PhoneNumber | None:
    """The city's own first, as every page of the city knows its numbers."""
    numbers: list[PhoneNumber] = list(facts_here().phone_numbers)
    own = (one for one in numbers if one.position < AFTER_THE_CITYS_OWN and not one.urgent)
    return next(own, None)
