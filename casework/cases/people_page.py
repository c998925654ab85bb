"""What pages show of the people around the person of a case.

Who uses violence is in no list: neither the name nor anything else. That there is somebody, and
that nobody must contact them, has to be seen.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.choices import CaseState
from casework.cases.choices_of_people import LivesWith, SafeContact
from casework.cases.models import Case, CasePerson
from casework.cases.panels import CaseButton, CasePanel
from casework.cases.people import keeps_people, lives_with_danger, people_for, reads_people
from casework.cases.selectors import Sight
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.templatetags.ui import phone

COLOURS = {SafeContact.YES: "green", SafeContact.AGREED: "yellow", SafeContact.NEVER: "red"}


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """The household and others, for those who lead or coordinate."""
    if not reads_people(sight):
        return None
    people = list(people_for(case, sight))
    writes = keeps_people(sight) and case.state != CaseState.CLOSED
    if not people and not writes:
        return None
    adding = CaseButton(_("Add somebody"), reverse("case_person_new", args=[case.pk]))
    context = {
        "people": [row_of(one) for one in people],
        "is_unsafe": lives_with_danger(people),
        "buttons": [adding] if writes else [],
    }
    return CasePanel("cases/people_panel.html", context)


def row_of(person: CasePerson) -> dict[str, Any]:
    """For the list on the page of the case."""
    text, colour = _contact(person)
    role = capfirst(str(person.get_role_display()))
    named = person.name and not person.is_danger
    return {
        "title": f"{person.name} ({person.get_role_display()})" if named else role,
        "url": reverse("case_person", args=[person.pk]),
        "hint": "" if person.is_danger else " · ".join(_hints(person)),
        "state": text,
        "state_colour": colour,
    }


def _hints(person: CasePerson) -> Iterator[str]:
    if person.relation:
        yield person.relation
    if person.birth_year:
        yield _("born in %(year)s") % {"year": person.birth_year}
    if person.lives_with == LivesWith.YES:
        yield _("lives with the person")


def _contact(person: CasePerson) -> tuple[str, str]:
    if not person.safe_contact:
        return _("contact: not known"), "red" if person.is_danger else "grey"
    return str(person.get_safe_contact_display()), COLOURS[SafeContact(person.safe_contact)]


def tags_of(person: CasePerson) -> list[tuple[str, str]]:
    """Whether one may contact them."""
    return [_contact(person)]


def rows_of(person: CasePerson) -> list[dict[str, Any]]:
    """All that is known, for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(person) if value]


def _facts(person: CasePerson) -> Iterator[tuple[str, Any]]:
    yield _("Who it is"), person.get_role_display()
    yield pgettext("of a person", "Name"), person.name
    yield _("How they are related"), person.relation
    yield _("Year of birth"), str(person.birth_year or "")
    yield _("Lives with the person"), person.get_lives_with_display()
    yield _("Telephone"), phone(shown_phone(person.phone)) if person.phone else ""
    yield _("How and when"), person.contact_rules
    yield _("What else matters"), person.remarks
