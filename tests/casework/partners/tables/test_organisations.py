"""Which body a row means, what it changes, and what is wrong with it."""

from typing import Any

import pytest
from django.test import Client

from casework.partners.choices import AgreementState
from casework.partners.models import Contact, Location, Organisation, Phone
from ostoja.tables.models import Batch
from tests.casework.partners.pages import address, text
from tests.casework.partners.tables.pages import import_all, states, upload
from tests.casework.partners.tables.partner_files import excel
from tests.cast import Cast, make_organisation


def checked(clerk: Client, rows: list[list[Any]], headings: tuple[str, ...]) -> Batch:
    sent = upload(clerk, excel(rows, headings), "partnerzy.xlsx")
    assert sent.status_code == 302, text(sent)
    return Batch.objects.latest("created_at")


def problems(batch: Batch) -> list[tuple[int, str]]:
    return [
        (row.number, problem["column"])
        for row in batch.rows.filter(state="broken")
        for problem in row.problems
    ]


class TestMatching:
    def test_by_name_without_regard_to_marks_and_capitals(self, clerk: Client) -> None:
        batch = checked(clerk, [["FUNDACJA LAKA", "tak"]], ("Nazwa", "W publicznym katalogu"))
        assert states(batch) == {"changed": 1}, "the name as the file writes it"
        batch = checked(clerk, [["Fundacja Łąka", "tak"]], ("Nazwa", "W publicznym katalogu"))
        assert states(batch) == {"same": 1}

    def test_by_key(self, clerk: Client) -> None:
        batch = checked(clerk, [["partner", "Fundacja Łąka i Las"]], ("Identyfikator", "Nazwa"))
        assert batch.rows.get().changes == {"name": ["Fundacja Łąka", "Fundacja Łąka i Las"]}

    def test_an_unknown_key_is_wrong(self, clerk: Client) -> None:
        batch = checked(clerk, [["nikt", "Nikt", "ngo"]], ("id", "Nazwa", "Rodzaj"))
        assert problems(batch) == [(2, "key")]

    @pytest.mark.parametrize(
        ("name", "state"),
        [("Fundacja Łąka im. Ewy", "changed"), ("Dom Pomocy Społecznej Zacisze", "new")],
    )
    def test_by_nip_where_the_names_are_alike(
        self, clerk: Client, cast: Cast, name: str, state: str
    ) -> None:
        """Units of a city share its NIP."""
        Organisation.objects.filter(pk=cast.partner.pk).update(nip="5830000003")
        batch = checked(clerk, [[name, "ngo", 5830000003]], ("Nazwa", "Rodzaj", "NIP"))
        assert batch.rows.get().state == state

    def test_two_bodies_with_one_name_and_different_numbers(
        self, clerk: Client, cast: Cast
    ) -> None:
        Organisation.objects.filter(pk=cast.partner.pk).update(nip="5830000003")
        batch = checked(
            clerk, [["Fundacja Łąka", "ngo", "583-000-00-26"]], ("Nazwa", "Rodzaj", "NIP")
        )
        assert states(batch) == {"new": 1}

    def test_several_that_fit_are_not_guessed(self, clerk: Client) -> None:
        make_organisation("laka-2", "Fundacja Łąka")
        batch = checked(clerk, [["Fundacja Łąka"]], ("Nazwa",))
        assert problems(batch) == [(2, "name")]

    def test_the_same_body_twice_in_a_file(self, clerk: Client) -> None:
        rows = [["Nowa", "ngo"], ["Fundacja Łąka", ""], ["NOWA", "ngo"], ["fundacja łąka", ""]]
        batch = checked(clerk, rows, ("Nazwa", "Rodzaj"))
        assert problems(batch) == [(4, ""), (5, "")]
        page = text(clerk.get(address("batch", batch.pk)))
        assert "To samo, co w wierszu 2." in page


class TestChanges:
    def test_an_empty_cell_leaves_and_a_dash_takes_away(self, clerk: Client, cast: Cast) -> None:
        Organisation.objects.filter(pk=cast.partner.pk).update(
            short_name="Łąka", email="a@b.example"
        )
        import_all(clerk, excel([["Fundacja Łąka", "–", ""]], ("Nazwa", "Skrót", "E-mail")))
        cast.partner.refresh_from_db()
        assert (cast.partner.short_name, cast.partner.email) == ("", "a@b.example")

    def test_a_required_cell_cannot_be_taken_away(self, clerk: Client) -> None:
        batch = checked(clerk, [["-", "ngo"]], ("Nazwa", "Rodzaj"))
        assert problems(batch) == [(2, "name")]

    def test_numbers_are_added_and_keep_their_labels(self, clerk: Client, cast: Cast) -> None:
        Phone.objects.create(
            organisation=cast.partner, number="+48585110121", display="58 511-01-21"
        )
        batch = import_all(
            clerk, excel([["Fundacja Łąka", "585110121, 601 000 000"]], ("Nazwa", "Telefon"))
        )
        assert states(batch) == {"updated": 1}
        shown = set(cast.partner.phones.values_list("display", flat=True))
        assert shown == {"58 511-01-21", "601 000 000"}

    def test_address_and_contact_of_a_body_that_had_none(self, clerk: Client, cast: Cast) -> None:
        headings = ("Nazwa", "Miejscowość", "Osoba do kontaktu", "Osoba do kontaktu: telefon")
        import_all(clerk, excel([["Fundacja Łąka", "Gdańsk", "Jan K.", 601000000]], headings))
        assert Location.objects.get(organisation=cast.partner).town == "Gdańsk"
        assert Contact.objects.get(organisation=cast.partner).phone == "601000000"

    def test_another_contact_is_added_beside_the_first(self, clerk: Client, cast: Cast) -> None:
        Contact.objects.create(organisation=cast.partner, name="Anna A.")
        import_all(clerk, excel([["Fundacja Łąka", "Zofia Z."]], ("Nazwa", "Kontakt")))
        assert cast.partner.contacts.count() == 2

    def test_what_changes_is_shown_before_it_does(self, clerk: Client) -> None:
        batch = checked(clerk, [["Fundacja Łąka", "firma"]], ("Nazwa", "Rodzaj"))
        page = text(clerk.get(address("batch", batch.pk)))
        assert "<del>instytucja publiczna</del>" in page
        assert "<ins>firma</ins>" in page or "<ins>przedsiębiorstwo</ins>" in page

    def test_a_new_natural_person_is_not_public(self, clerk: Client) -> None:
        import_all(clerk, excel([["Jan Kowalski", "osoba fizyczna"]], ("Nazwa", "Rodzaj")))
        made = Organisation.objects.get(name="Jan Kowalski")
        assert not made.is_public
        assert made.verified_on is None, "an old list is not a check"
        assert made.roles == ["partner"]


class TestProblems:
    def test_a_new_body_needs_a_kind_and_an_address_a_town(self, clerk: Client) -> None:
        rows = [["Nowa", "", "Długa 1", "jan@b.example"]]
        headings = ("Nazwa", "Rodzaj", "Ulica", "Osoba do kontaktu: e-mail")
        found = problems(checked(clerk, rows, headings))
        assert [column for _row, column in found] == ["kind", "town", "contact_name"]

    @pytest.mark.parametrize(
        ("state", "day", "column"),
        [
            ("sygnatariusz", "", "agreement_date"),
            ("sygnatariusz", "06.09.2019", None),
            ("brak porozumienia", "", None),
        ],
    )
    def test_the_agreement_of_a_new_body(
        self, clerk: Client, state: str, day: str, column: str | None
    ) -> None:
        rows = [["Nowa", "ngo", state, day]]
        batch = checked(clerk, rows, ("Nazwa", "Rodzaj", "Porozumienie", "Data porozumienia"))
        assert [one for _row, one in problems(batch)] == ([column] if column else [])

    @pytest.mark.parametrize(
        ("before", "after", "column"),
        [
            (AgreementState.JOINING, "sygnatariusz", None),
            (AgreementState.NONE, "sygnatariusz", "agreement_state"),
        ],
    )
    def test_an_agreement_goes_only_the_ways_of_its_table(
        self, clerk: Client, cast: Cast, before: str, after: str, column: str | None
    ) -> None:
        Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state=before)
        rows = [["Fundacja Łąka", after, 43714]]  # 6 September 2019, as Excel keeps it
        headings = ("Nazwa", "Porozumienie", "Data porozumienia")
        batch = checked(clerk, rows, headings)
        assert [one for _row, one in problems(batch)] == ([column] if column else [])
        if column is None:
            clerk.post(address("batch_confirm", batch.pk))
            cast.partner.refresh_from_db()
            assert cast.partner.agreement_state == AgreementState.SIGNATORY
            assert f"{cast.partner.agreement_date}" == "2019-09-06"

    def test_nothing_is_imported_when_something_changed_meanwhile(
        self, clerk: Client, cast: Cast
    ) -> None:
        batch = checked(clerk, [["Fundacja Łąka", "firma"], ["Nowa", "ngo"]], ("Nazwa", "Rodzaj"))
        Organisation.objects.filter(pk=cast.partner.pk).update(kind="natural_person")
        page = text(clerk.post(address("batch_confirm", batch.pk), follow=True))
        assert "W międzyczasie ktoś zmienił" in page
        assert not Organisation.objects.filter(name="Nowa").exists()
        clerk.post(address("batch_confirm", batch.pk))
        assert Organisation.objects.filter(name="Nowa").exists()
