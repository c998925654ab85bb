"""Finding bodies and services by what people type."""

import pytest
from django.test import Client

from casework.partners.models import Need, Organisation, Service
from casework.partners.searching import fits
from casework.partners.selectors import partner_rows
from tests.api.programs import Program, program_of
from tests.casework.partners.pages import address
from tests.cast import Cast, browser_of

TEXTS = ["Fundacja Łąka", "Pomoc żywnościowa", "Wsparcie psychologiczne"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Łąka",
        "laka",
        "FUNDACJA laka",
        "fund",
        "zywnosc",
        "psycholog",
        "fundcja",
        "fudnacja",
        "fundacjja",
        "psychologiczme",
        "wsparcie laka",
        "„Łąka”",
    ],
)
def test_words_parts_and_slips_fit(typed: str) -> None:
    assert fits(typed, TEXTS)


@pytest.mark.parametrize("typed", ["dom", "fundacja dom", "fndcja", "laki", "żżżżż"])
def test_what_is_something_else_does_not(typed: str) -> None:
    assert not fits(typed, TEXTS)


@pytest.fixture
def service(cast: Cast) -> Service:
    """A service of the partner, for one need."""
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="signatory")
    found = Service.objects.create(
        organisation=cast.partner, key="dyzur", name={"pl": "Dyżur prawny"}
    )
    found.needs.add(Need.objects.create(key="debts", name={"pl": "Zadłużenie", "en": "Debt"}))
    return found


@pytest.mark.usefixtures("service")
class TestWhere:
    @pytest.mark.parametrize("typed", ["łąka", "dyzur", "prwany", "zadluzenie", "debt"])
    def test_staff_find_by_body_service_and_need(self, cast: Cast, typed: str) -> None:
        assert [row.organisation for row in partner_rows(words=typed)] == [cast.partner]
        page = browser_of(cast.consultant).get(address("partners"), {"words": typed})
        assert "Fundacja Łąka" in page.content.decode()

    @pytest.mark.parametrize("typed", ["łąka", "dyzur", "prwany", "zadluzenie", "debt"])
    def test_residents_find_by_body_service_and_need(self, cast: Cast, typed: str) -> None:
        page = Client(HTTP_HOST="gdansk.localhost").get(
            address("partner_directory"), {"words": typed}
        )
        assert page.status_code == 200 and cast.partner.name in page.content.decode()

    @pytest.mark.parametrize("typed", ["nobody", "\x00", "a" * 101, "\u202e", "=cmd|"])
    def test_residents_are_told_where_nothing_fits(self, cast: Cast, typed: str) -> None:
        page = Client(HTTP_HOST="gdansk.localhost").get(
            address("partner_directory"), {"words": typed}
        )
        assert page.status_code == 200

    @pytest.mark.parametrize("noun", ["organisations", "services"])
    def test_programs_find_the_same(self, cast: Cast, service: Service, noun: str) -> None:
        wanted = {"organisations": cast.partner.pk, "services": service.pk}[noun]
        for program in (Program(), program_of(cast.consultant)):
            for typed in ("laka", "prwany", "zadluzenie"):
                rows = program.get(f"{noun}/?search={typed}").json()["results"]
                assert [row["id"] for row in rows] == [str(wanted)]
            assert program.get(f"{noun}/?search=nikt-taki").json()["results"] == []

    def test_residents_programs_find_nothing_by_a_service_that_is_closed(
        self, cast: Cast, service: Service
    ) -> None:
        Service.objects.filter(pk=service.pk).update(status="inactive")
        cast.partner.phones.create(number="+48000000001", display="000 000 001")
        assert Program().get("organisations/?search=dyzur").json()["results"] == []
        found = program_of(cast.consultant).get("organisations/?search=dyzur").json()["results"]
        assert len(found) == 1
