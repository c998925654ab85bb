"""Lists of partners and staff come with the city, whole, or the city does not come."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from casework.partners.models import Organisation
from ostoja.access.roles import Role
from ostoja.accounts.models import Invitation
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import has_key, schemas_with_keys
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.new_cities.facts import NewCity, Table
from tenants.onboarding import onboard, rehearse

pytestmark = pytest.mark.django_db

PARTNERS = "Nazwa;Rodzaj;Miasto\nFundacja Przystań;NGO;Sopot\nSzpital Miejski;instytucja;Sopot\n"
STAFF = (
    "Imię i nazwisko;Adres e-mail;Rola;Organizacja\n"
    "Anna Przykładowa;anna@przystan.example;Pracownik partnera;Fundacja Przystań\n"
    "Ewa Przykładowa;ewa@sopot.example;Inspektor ochrony danych;\n"
)


def sopot(partners: str = PARTNERS, staff: str = STAFF, **changes: Any) -> NewCity:
    return NewCity(
        "sopot",
        "Sopot",
        "msik",
        "admin@sopot.example",
        partners=Table("partnerzy.csv", partners.encode()),
        staff=Table("kadra.csv", staff.encode()),
        **changes,
    )


def test_partners_are_there_and_their_people_are_invited() -> None:
    assert onboard(sopot()).rows == {"partners": 2, "staff": 2}
    with entered("sopot"):
        assert Organisation.objects.count() == 2
        invited = Invitation.objects.get(email="anna@przystan.example")
        assert invited.role == Role.PARTNER_WORKER
        assert invited.group == Organisation.objects.get(name="Fundacja Przystań").group
        assert OutboxMessage.objects.count() == 2
        assert AuditEvent.objects.filter(verb="partner.added", actor_id=None).count() == 2


def nothing_is_there() -> None:
    with entered_platform():
        assert not City.objects.filter(slug="sopot").exists()
    assert not has_key("city_sopot")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"partners": PARTNERS + ";NGO;Sopot\n"}, "partners", ("row 4", "column “Name”")),
        (
            {"partners": PARTNERS + "X;kasyno;Sopot\n"},
            "partners",
            ("partnerzy.csv: row 4", "“Kind”"),
        ),
        ({"partners": PARTNERS + "Szpital Miejski;instytucja;Sopot\n"}, "partners", ("row 4:",)),
        ({"partners": "Rodzaj;Miasto\nNGO;Sopot\n"}, "partners", ("Columns are missing: “Name”.",)),
        ({"partners": "Nazwa;Rodzaj\n"}, "partners", ("no rows",)),
        (
            {"staff": STAFF + "Jan;nobody;Koordynator;Fundacja Przystań\n"},
            "staff",
            ("kadra.csv: row 4", "nobody"),
        ),
        (
            {"staff": STAFF + "Jan;jan@x.example;Pracownik partnera;Nieznana\n"},
            "staff",
            ("row 4", "Organi"),
        ),
    ],
)
def test_one_broken_row_refuses_the_whole_city(
    changes: dict[str, str], field: str, words: tuple[str, ...]
) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        onboard(sopot(**changes))
    [said] = raised.value.message_dict[field]
    assert all(word in said for word in words), said
    nothing_is_there()


@pytest.mark.parametrize(
    "changes", [{"partners": PARTNERS + ";NGO;Sopot\n"}, {"staff": STAFF + "Jan;x;Koordynator;\n"}]
)
def test_a_rehearsal_says_of_a_broken_row_the_same(changes: dict[str, str]) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        onboard(sopot(**changes))
    with translation.override("en"):
        assert rehearse(sopot(**changes)) == raised.value.message_dict


def test_many_broken_rows_are_counted_and_not_all_said() -> None:
    broken = PARTNERS + ";NGO;Sopot\n" * 30
    with translation.override("en"):
        said = rehearse(sopot(partners=broken))["partners"]
    assert len(said) == 11
    assert "20 more problems" in said[-1]


def test_wrong_facts_do_not_hide_wrong_rows() -> None:
    broken = sopot(partners=PARTNERS + ";NGO;\n", colours=["#ffff00", "#000000"], teryt="9")
    with translation.override("en"):
        found = rehearse(broken)
        assert set(found) == {"colours", "teryt", "partners"}
        assert "row 4" in found["partners"][0]
        assert set(rehearse(sopot(teryt="9"))) == {"teryt"}
        taken = NewCity("gdansk", "x", "x", "x", staff=Table("kadra.csv", STAFF.encode()))
        assert set(rehearse(taken)) == {"slug", "blueprint", "admin_email"}
    nothing_is_there()
    assert not [schema for schema in schemas_with_keys() if "rehearsal" in schema]


def test_a_rehearsal_changes_nothing() -> None:
    assert rehearse(sopot()) == {}
    nothing_is_there()
    assert onboard(sopot()).rows == {"partners": 2, "staff": 2}
