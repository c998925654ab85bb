"""The board in words: figures, entries of the log, buttons."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.incidents import selectors, workflow
from casework.incidents.choices import (
    NUMBER_WORDS,
    NUMBERS,
    EntryKind,
    IncidentState,
    MobilisationState,
    Whereabouts,
)
from casework.incidents.counting import open_needs
from casework.incidents.models import Entry, Incident, Mobilisation
from casework.incidents.selectors import PeopleRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.numbers import grouped


def figures(incident: Incident) -> list[dict[str, Any]]:
    """What was counted on the spot, for the figures on top of the board."""
    return [
        {"label": NUMBER_WORDS[name], "value": grouped(getattr(incident, name))} for name in NUMBERS
    ]


def listed(rows: Iterable[PeopleRow]) -> list[dict[str, Any]]:
    """What the rows below add up to: people, where they are, what is open."""
    people = [row.people for row in rows]
    found = [{"label": _("People written down"), "value": grouped(sum(p.number for p in people))}]
    for one in Whereabouts:
        number = sum(row.number for row in people if row.whereabouts == one)
        if number:
            found.append({"label": str(one.label), "value": grouped(number)})
    return found


def needs(rows: Iterable[PeopleRow]) -> list[tuple[str, int]]:
    """For how many people each need is open."""
    found = open_needs(row.people for row in rows)
    return [(str(need), number) for need, number in found.items()]


def title_of(entry: Entry) -> str:
    """What an entry tells, before the words that somebody wrote."""
    facts = entry.facts
    if entry.kind == EntryKind.STATE:
        return _("Incident: %(state)s") % {"state": IncidentState(facts["to"]).label}
    if entry.kind == EntryKind.NUMBERS:
        told = [f"{NUMBER_WORDS[name]}: {grouped(facts[name])}" for name in NUMBERS]
        return "; ".join(told)
    if entry.kind == EntryKind.PARTNER:
        state = MobilisationState(facts["state"]).label
        return f"{facts['organisation']}: {state}"
    if entry.kind == EntryKind.REPORT:
        return _sent(facts["number"], facts["sent"])
    return ""


def _sent(number: int, sent: int) -> str:
    if not sent:
        return _("Situation report no. %(number)d kept; no address is set") % {"number": number}
    words = ngettext(
        "Situation report no. %(number)d sent to %(sent)d address",
        "Situation report no. %(number)d sent to %(sent)d addresses",
        sent,
    )
    return words % {"number": number, "sent": sent}


def who_wrote(entry: Entry) -> str:
    """The person and the body."""
    body = getattr(entry.group, "organisation", None)
    names = [entry.by.full_name if entry.by else "", body.name if body else ""]
    return ", ".join(filter(None, names))


def log(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries for the page."""
    return [
        {
            "at": one.at,
            "title": title_of(one),
            "text": one.text,
            "by": who_wrote(one),
            "for_partners": one.for_partners and one.kind == EntryKind.NOTE,
        }
        for one in entries
    ]


def steps_of(incident: Incident, user: User) -> list[dict[str, Any]]:
    """Buttons of the steps that the person may take now, the ones onward first."""
    return [
        {"label": step.label, "url": reverse("incident_step", args=[incident.pk, step.name])}
        for step in workflow.steps_from(incident.state).values()
        if holds(user, step.permission)
    ]


def calls(
    incident: Incident, found: Iterable[Mobilisation], user: User
) -> Iterator[dict[str, Any]]:
    """Called-up bodies with what the person may do about each."""
    for one in found:
        steps = workflow.steps_of_body(one.state).values() if incident.goes_on else ()
        yield {
            "call": one,
            "tag": one.tag,
            "steps": [
                {
                    "label": step.label,
                    "url": reverse("mobilisation_step", args=[one.pk, step.name]),
                }
                for step in steps
                if selectors.may_step(user, one, step.permission)
            ],
        }
