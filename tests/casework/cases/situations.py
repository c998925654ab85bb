"""Cases as tests need them."""

from importlib import import_module
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from casework.cases.actions import add_note, open_case
from casework.cases.choices import NoteVisibility
from casework.cases.models import Case, CaseStep, Note
from casework.partners.models import Need
from tests.cast import Cast

SUMMARY = "Wczoraj w nocy musiałam wyjść z domu."
NAME = "Janina Zmyślona"
RULES = "Dzwonić tylko rano."


def need(position: int = 0) -> Need:
    """One of the city's needs."""
    return Need.objects.all()[position]


def make_case(cast: Cast, **facts: Any) -> Case:
    """A case that the crisis centre leads, opened by the consultant."""
    given: dict[str, Any] = {
        "lead": cast.centre,
        "pseudonym": "Osoba A",
        "summary": SUMMARY,
        "person_name": NAME,
        "contact_rules": RULES,
        "needs": [need(0)],
        "urgency": "soon",
        "phase": "intervention",
        "age": 34,
        "language": "pl",
        "accessibility": [],
        "by": cast.consultant,
    }
    return open_case(**{**given, **facts})


def make_note(cast: Cast, case: Case, text: str) -> Note:
    """A note of the consultant that everybody on the case reads."""
    return add_note(
        submission=uuid4(),
        case=case,
        text=text,
        visibility=NoteVisibility.EVERYBODY,
        group=cast.centre.group,
        by=cast.consultant,
    )


def migrated_step() -> CaseStep:
    """The one step there is once the migration has told of the cases closed before."""
    statement = "casework.cases.migrations.0003_steps_of_cases_closed_before"
    with connection.cursor() as cursor:
        cursor.execute(import_module(statement).CLOSED)
    return CaseStep.objects.get()


def url(name: str, *args: object, language: str = "en", **query: object) -> str:
    """The address of a page in a language."""
    with override(language):
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return reverse(name, args=args) + (f"?{asked}" if asked else "")


def shown(client: Client, address: str) -> str:
    """What the page at an address says; it must be there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(client: Client, name: str, *args: object, language: str = "en") -> str:
    """What a page says, by its name; it must be there."""
    return shown(client, url(name, *args, language=language))


def form_data(case: Case, **changes: Any) -> dict[str, Any]:
    """What the form of a case sends when nothing was changed in it."""
    data: dict[str, Any] = {
        "pseudonym": case.pseudonym,
        "summary": case.summary,
        "needs": [str(one.need_id) for one in case.needs.all()],
        "urgency": case.urgency,
        "phase": case.phase,
        "age": case.age or "",
        "language": case.language,
        "accessibility": case.accessibility,
        "person_name": case.person_name,
        "contact_rules": case.contact_rules,
        "version": case.version,
    }
    return {**data, **changes}
