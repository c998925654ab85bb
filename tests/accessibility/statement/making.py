"""Makes statements, whole ones and others, in the city that was entered."""

import datetime
from typing import Any

from accessibility.statement import selectors
from accessibility.statement.actions import change_statement
from accessibility.statement.models import Statement
from ostoja.accounts.models import User
from tenants.fence import entered
from tenants.parts import furnish, read_seed
from tenants.translated import TranslatedText

LANGUAGES = ("pl", "en", "de", "uk")
PREPARED = datetime.date(2026, 3, 2)
SEEDED = ("profile", "statement", "privacy_notice")


def everywhere(text: str) -> TranslatedText:
    """A text that says in each language which one it is."""
    return TranslatedText({code: f"{text} ({code})" for code in LANGUAGES})


def whole_facts(**changes: Any) -> dict[str, Any]:
    """All that a statement must say, and nothing that it need not."""
    return {
        "body": "Ośrodek koordynujący",
        "street": "ul. Łąkowa 1",
        "postal_code": "80-000",
        "town": "Gdańsk",
        "site_name": everywhere("Witryna"),
        "published_on": datetime.date(2026, 1, 5),
        "updated_on": datetime.date(2026, 2, 6),
        "status": "full",
        "prepared_on": PREPARED,
        "reviewed_on": None,
        "method": "self",
        "conveniences": everywhere("Udogodnienia"),
        "contact": everywhere("Zespół dostępności"),
        "email": "dostepnosc@city.example",
        "phone": "58 000 00 00",
        "architecture": everywhere("Wejście bez schodów"),
        "communication": everywhere("Tłumacz PJM"),
        "non_conformities": TranslatedText(),
        "outside_the_act": TranslatedText(),
        "burden": TranslatedText(),
        "burden_assessment": TranslatedText(),
        "shortcuts": TranslatedText(),
        "apps": TranslatedText(),
        "is_sample": False,
        **changes,
    }


def whole_statement(*, by: User, **changes: Any) -> Statement:
    """The city's statement with nothing missing, not published yet."""
    version = selectors.statement().version
    return change_statement(version=version, by=by, **whole_facts(**changes))


def furnish_law(slug: str) -> None:
    """Load what the city's own data say of the statement and the notice."""
    document = read_seed(slug)
    with entered(slug):
        known = {name: document[name] for name in SEEDED if name in document}
        furnish(document=known, source="test")
