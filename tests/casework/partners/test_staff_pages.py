"""Pages of partners for staff: who may, what they show, what they keep, what they refuse."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from casework.partners.choices import AgreementState
from casework.partners.models import Contact, Location, Need, Organisation, Phone, Service
from ostoja.accounts.models import User
from tests.casework.partners.builders import hours, make_location, make_service
from tests.cast import Cast, browser_of

FORM = "application/x-www-form-urlencoded"


def address(name: str, *args: Any, language: str = "pl") -> str:
    with override(language):
        return reverse(name, args=args, urlconf="ostoja.urls.city")


def text(response: HttpResponse | Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    return browser_of(cast.coordinator)


@pytest.fixture
def service(cast: Cast) -> Service:
    found = make_service(cast.partner, needs=["debt"], languages=["pl"])
    hours(found, ["MO"], "08:00", "12:00")
    return found


def organisation_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "kind": "ngo",
        "name": "Fundacja Ćma",
        "roles": ["partner"],
        "permanence": "permanent",
        "description_pl": "Pomaga.",
        "is_public": "on",
        **answers,
    }


def service_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "name_pl": "Porada",
        "needs": [str(Need.objects.get(key="debt").pk)],
        "status": "active",
        "languages": ["pl"],
        "hours-MO": "8–12, 13:00-16.30",
        "hours-SU": "20:00–24:00",
        **answers,
    }


class TestWhoMay:
    READ = ("partners", "partner_staff")
    CHANGE = ("partner_new", "partner_edit", "partner_agreement", "service_new", "location_new")

    def paths(self, cast: Cast, names: tuple[str, ...]) -> list[str]:
        alone = {"partners", "partner_new"}
        return [
            address(name) if name in alone else address(name, cast.partner.pk) for name in names
        ]

    @pytest.mark.parametrize("who", ["partner_worker", "consultant", "analyst", "officer"])
    def test_all_staff_read_and_few_change(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        for path in self.paths(cast, self.READ):
            assert browser.get(path).status_code == 200
        for path in self.paths(cast, self.CHANGE):
            assert browser.get(path).status_code == browser.post(path).status_code == 404

    @pytest.mark.parametrize("who", ["coordinator", "administrator"])
    def test_coordinator_and_administrator_change(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        for path in self.paths(cast, self.CHANGE):
            assert browser.get(path).status_code == 200

    def test_who_has_not_signed_in_is_asked_to(self, cast: Cast) -> None:
        for path in self.paths(cast, self.READ + self.CHANGE):
            response = browser_of(None).get(path)
            assert response.status_code == 302 and "sign-in" in response["Location"]

    def test_a_row_that_is_not_there(self, coordinator: Client) -> None:
        for name in ("partner_staff", "partner_edit", "service_edit", "phone_remove"):
            assert coordinator.get(address(name, uuid4())).status_code == 404

    def test_links_to_change_are_only_for_who_may(self, cast: Cast, service: Service) -> None:
        path = address("partner_staff", cast.partner.pk)
        assert "Zmień" not in text(browser_of(cast.analyst).get(path))
        assert "Sprawdzone dzisiaj" in text(browser_of(cast.coordinator).get(path))

    def test_people_are_named_only_to_who_keeps_the_record(self, cast: Cast) -> None:
        path = address("partner_staff", cast.partner.pk)
        name = cast.partner_worker.full_name
        assert name in text(browser_of(cast.coordinator).get(path))
        assert name not in text(browser_of(cast.analyst).get(path))


class TestTheList:
    def test_it_is_there_in_both_languages(self, coordinator: Client) -> None:
        assert '<h1 class="govuk-heading-l">Podmioty partnerskie' in text(
            coordinator.get(address("partners"))
        )
        assert "Add a partner" in text(coordinator.get(address("partners", language="en")))

    def found(self, browser: Client, **asked: str) -> list[str]:
        response = browser.get(address("partners"), asked)
        assert response.status_code == 200
        return [row.organisation.key for row in response.context["page_obj"]]

    def test_search_forgets_capitals_and_diacritics(self, coordinator: Client) -> None:
        assert self.found(coordinator, words="FUNDACJA laka") == ["partner"]
        assert self.found(coordinator, words="żuráw") == ["other"]
        assert self.found(coordinator, words="nobody") == []

    def test_search_finds_a_body_by_its_service(
        self, coordinator: Client, service: Service
    ) -> None:
        assert self.found(coordinator, words="usluga") == ["partner"]

    def test_filters(self, coordinator: Client, service: Service, cast: Cast) -> None:
        cast.partner.verified_on = service.verified_on = timezone.localdate()
        cast.partner.agreement_state = AgreementState.SIGNATORY
        cast.partner.save()
        service.save()
        assert self.found(coordinator, need="debt") == ["partner"]
        assert self.found(coordinator, agreement="signatory") == ["partner"]
        assert self.found(coordinator, freshness="fresh") == ["partner"]
        assert "partner" not in self.found(coordinator, freshness="unknown")
        assert self.found(coordinator, need="debt", agreement="left") == []

    def test_nothing_found_says_what_to_do(self, coordinator: Client) -> None:
        content = text(coordinator.get(address("partners"), {"words": "zzz"}))
        assert "Żaden podmiot nie pasuje" in content and "Pokaż wszystkie podmioty" in content

    @pytest.mark.parametrize("asked", [{"words": "\x00"}, {"need": "x"}, {"freshness": "1" * 300}])
    def test_odd_questions_are_answered(self, coordinator: Client, asked: dict[str, str]) -> None:
        response = coordinator.get(address("partners"), asked)
        assert response.status_code == 200
        assert "govuk-error-summary" in text(response)

    def test_queries_do_not_grow(
        self, coordinator: Client, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            make_service(cast.partner, f"service-{number}")
        with django_assert_max_num_queries(10):
            coordinator.get(address("partners"))


class TestTheRecord:
    def test_it_tells_everything_and_where_it_is_known_from(
        self, coordinator: Client, cast: Cast, service: Service
    ) -> None:
        service.source, service.source_date = "strona podmiotu", "2026-11-01"
        service.eligibility = {"pl": "Kobiety"}
        service.save()
        service.locations.add(make_location(cast.partner, accessibility=["pjm"], is_sample=True))
        Phone.objects.create(organisation=cast.partner, number="+48585110121", display="58 511")
        Contact.objects.create(organisation=cast.partner, name="Anna Przykładowa", phone="112")
        content = text(coordinator.get(address("partner_staff", cast.partner.pk)))
        for expected in (
            "strona podmiotu, 2026-11-01",
            "Kobiety",
            "Poniedziałek: 8:00–12:00",
            "tłumacz języka migowego (PJM)",
            "zmyślone na potrzeby pokazu",
            'href="tel:+48585110121"',
            "Anna Przykładowa",
            "nigdy nie sprawdzone",
        ):
            assert expected in content

    def test_queries_do_not_grow(
        self, coordinator: Client, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            one = make_service(cast.partner, f"service-{number}", needs=["debt", "food"])
            one.locations.add(make_location(cast.partner, f"place-{number}"))
        with django_assert_max_num_queries(17):
            coordinator.get(address("partner_staff", cast.partner.pk))

    def test_checked_today_in_one_click(
        self, coordinator: Client, cast: Cast, service: Service
    ) -> None:
        path = address("partner_checked", cast.partner.pk)
        assert coordinator.get(path).status_code == 302
        assert Organisation.objects.get(pk=cast.partner.pk).verified_on is None
        content = text(coordinator.post(path, follow=True))
        assert "Dane oznaczono jako sprawdzone dzisiaj." in content
        service.refresh_from_db()
        assert service.verified_on == timezone.localdate()


class TestBodies:
    def test_a_body_is_added_once(self, coordinator: Client) -> None:
        answers = organisation_form(kind="natural_person", website="cma.example")
        for _ in range(2):
            response = coordinator.post(address("partner_new"), answers)
            assert response.status_code == 302
        body = Organisation.objects.get(key="fundacja-cma")
        assert (body.website, body.description) == ("https://cma.example", {"pl": "Pomaga."})
        assert str(body.pk) == answers["submission"]

    def test_errors_are_told_and_nothing_typed_is_lost(self, coordinator: Client) -> None:
        answers = organisation_form(name="", email="nobody", description_uk="Ї" * 501)
        response = coordinator.post(address("partner_new"), answers)
        content = text(response)
        assert response.status_code == 422
        assert "Wypełnij" in content and 'value="nobody"' in content and "Ї" * 501 in content
        assert re.search(r"<title>\s*Błąd: ", content)
        assert re.search(r"<details class=\"govuk-details\" open>", content)
        assert answers["submission"] in content

    @pytest.mark.parametrize("name", ["a\x00b", "x" * 1_000_000, "{{7*7}}"])
    def test_odd_names(self, coordinator: Client, name: str) -> None:
        sent = urlencode(organisation_form(name=name), doseq=True)
        response = coordinator.post(address("partner_new"), sent, content_type=FORM)
        assert response.status_code == (302 if name == "{{7*7}}" else 422)

    def test_a_spoilt_submission_stops_nobody(self, coordinator: Client) -> None:
        answers = organisation_form(submission="spoilt")
        assert coordinator.post(address("partner_new"), answers).status_code == 302

    def test_a_body_is_changed(self, coordinator: Client, cast: Cast) -> None:
        path = address("partner_edit", cast.partner.pk)
        assert 'value="Fundacja Łąka"' in text(coordinator.get(path))
        answers = organisation_form(version="1", parent=str(cast.centre.pk))
        response = coordinator.post(path, answers, follow=True)
        assert "Fundacja Ćma" in text(response) and "Zapisano." in text(response)
        assert Organisation.objects.get(pk=cast.partner.pk).parent == cast.centre

    def test_no_body_is_a_part_of_its_own_part(self, coordinator: Client, cast: Cast) -> None:
        cast.centre.parent = cast.partner
        cast.centre.save()
        path = address("partner_edit", cast.partner.pk)
        for parent in (cast.centre, cast.partner):
            answers = organisation_form(version="1", parent=str(parent.pk))
            assert coordinator.post(path, answers).status_code == 422

    def test_two_people_at_once(self, coordinator: Client, cast: Cast) -> None:
        path = address("partner_edit", cast.partner.pk)
        coordinator.post(path, organisation_form(version="1", name="Pierwsza", email=""))
        answers = organisation_form(version="1", name="Druga", roles=["partner", "member"])
        response = coordinator.post(path, answers)
        content = text(response)
        assert response.status_code == 422
        assert "Ktoś zmienił to w międzyczasie." in content
        assert "Pierwsza" in content and 'value="Druga"' in content
        assert 'name="version" value="2"' in content
        assert content.count("checked") == 5  # kind, two roles, permanence, public directory
        assert coordinator.post(path, {**answers, "version": "2"}).status_code == 302
        assert Organisation.objects.get(pk=cast.partner.pk).name == "Druga"

    def test_the_same_change_sent_twice_is_no_conflict(
        self, coordinator: Client, cast: Cast
    ) -> None:
        path = address("partner_edit", cast.partner.pk)
        for _ in range(2):
            response = coordinator.post(path, organisation_form(version="1"))
            assert response.status_code == 302

    def test_sample_data_can_be_confirmed_as_true(self, coordinator: Client, cast: Cast) -> None:
        path = address("partner_edit", cast.partner.pk)
        assert "is_sample" not in text(coordinator.get(path))
        cast.partner.is_sample = True
        cast.partner.save()
        assert "is_sample" in text(coordinator.get(path))
        coordinator.post(path, organisation_form(version="1", source="telefon", source_date="2026"))
        body = Organisation.objects.get(pk=cast.partner.pk)
        assert (body.is_sample, body.source, body.source_date) == (False, "telefon", "2026")

    @pytest.mark.parametrize("written", ["yesterday", "2026-13", "22.11.2026", "9" * 200])
    def test_a_source_has_a_date_or_none(self, coordinator: Client, written: str) -> None:
        answers = organisation_form(source_date=written)
        assert coordinator.post(address("partner_new"), answers).status_code == 422


class TestAgreement:
    def post(self, browser: Client, cast: Cast, **answers: str) -> Any:
        return browser.post(address("partner_agreement", cast.partner.pk), answers, follow=True)

    def test_the_next_step_and_the_whole_table(self, coordinator: Client, cast: Cast) -> None:
        content = text(coordinator.get(address("partner_agreement", cast.partner.pk)))
        assert content.count("ostoja-table__row") == 9
        response = self.post(coordinator, cast, state="invited", version="1")
        assert "Stan porozumienia: zaproszony." in text(response)

    def test_signing_needs_its_day(self, coordinator: Client, cast: Cast) -> None:
        self.post(coordinator, cast, state="joining", version="1")
        response = self.post(coordinator, cast, state="signatory", version="2")
        assert response.status_code == 422
        assert "Wpisz dzień, w którym to się stało." in text(response)
        day = {"day_day": "22", "day_month": "11", "day_year": "2099"}
        response = self.post(coordinator, cast, state="signatory", version="2", **day)
        assert "Ten dzień jeszcze nie nadszedł." in text(response)
        day["day_year"] = "2019"
        self.post(coordinator, cast, state="signatory", version="2", **day)
        body = Organisation.objects.get(pk=cast.partner.pk)
        assert (body.agreement_state, body.agreement_date) == ("signatory", date(2019, 11, 22))

    @pytest.mark.parametrize("state", ["signatory", "left", "none", "x", ""])
    def test_what_the_table_does_not_allow(
        self, coordinator: Client, cast: Cast, state: str
    ) -> None:
        assert self.post(coordinator, cast, state=state, version="1").status_code == 422

    def test_two_people_at_once(self, coordinator: Client, cast: Cast) -> None:
        Organisation.objects.filter(pk=cast.partner.pk).update(version=5)
        response = self.post(coordinator, cast, state="invited", version="1")
        assert "Ktoś zmienił to w międzyczasie." in text(response)
        assert Organisation.objects.get(pk=cast.partner.pk).agreement_state == "none"

    def test_the_same_step_sent_twice_is_no_conflict(self, coordinator: Client, cast: Cast) -> None:
        self.post(coordinator, cast, state="invited", version="1")
        again = self.post(coordinator, cast, state="invited", version="1")
        assert again.status_code == 422  # the table allows no such step any more
        assert Organisation.objects.get(pk=cast.partner.pk).version == 2


class TestServices:
    def test_a_service_is_added_with_its_week(self, coordinator: Client, cast: Cast) -> None:
        answers = service_form(minimum_age="0", capacity="4", capacity_unit="bed")
        path = address("service_new", cast.partner.pk)
        for _ in range(2):
            assert coordinator.post(path, answers).status_code == 302
        service = Service.objects.get()
        assert service.minimum_age == 0 and service.capacity == 4
        lines = sorted(str(one) for one in service.schedules.all())
        assert lines == ["MO 08:00-12:00", "MO 13:00-16:30", "SU 20:00-23:59"]

    def test_the_form_shows_the_service_as_it_is(
        self, coordinator: Client, service: Service
    ) -> None:
        hours(service, ["MO"], "13:00", "23:59")
        hours(service, ["TU"], "10:00", "11:00", valid_from=date(2026, 12, 1))
        content = text(coordinator.get(address("service_edit", service.pk)))
        assert 'value="8:00–12:00, 13:00–24:00"' in content
        assert "Wtorek: 10:00–11:00 (od 1 grudnia 2026)" in content

    @pytest.mark.parametrize(
        ("answers", "message"),
        [
            ({"hours-MO": "8–12, 11–13"}, "Te godziny na siebie zachodzą."),
            ({"hours-MO": "20–6"}, "Koniec musi być później niż początek."),
            ({"hours-MO": "whenever"}, "Wpisz godziny tak: 8:00–15:30"),
            ({"hours-MO": "8:00–25:00"}, "Godziny są od 0:00 do 24:00."),
            ({"hours-MO": "24:00–25:00"}, "Godziny są od 0:00 do 24:00."),
            ({"hours-MO": "8–12," * 30}, "Napisz najwyżej 100 znaków."),
            ({"hours-MO": "8\x00–12"}, "nie da się zapisać"),
            ({"always_open": "on"}, "Albo całą dobę, albo w wybranych godzinach"),
            ({"minimum_age": "18", "maximum_age": "17"}, "nie może być mniej niż"),
            ({"minimum_age": "9" * 400}, ""),
            ({"response_hours": "0"}, "nie mniejszą niż 1"),
            ({"capacity": "4"}, "Wybierz, co się liczy."),
            ({"needs": []}, "Na jakie potrzeby odpowiada?"),
            ({"needs": ["x\x00"]}, "Na jakie potrzeby odpowiada?"),
            ({"locations": [str(uuid4())]}, "Wybierz odpowiedź z listy."),
            ({"languages": ["xx"]}, "Wybierz odpowiedź z listy."),
            ({"name_pl": ""}, "Nazwa usługi"),
        ],
        ids=repr,
    )
    def test_what_cannot_be_is_told_and_kept(
        self, coordinator: Client, cast: Cast, answers: dict[str, Any], message: str
    ) -> None:
        response = coordinator.post(
            address("service_new", cast.partner.pk), service_form(**answers)
        )
        content = text(response)
        assert response.status_code == 422 and "govuk-error-summary" in content
        assert message in content
        assert not Service.objects.exists()

    def test_a_place_of_another_body_cannot_be_chosen(
        self, coordinator: Client, cast: Cast
    ) -> None:
        foreign = make_location(cast.other_partner)
        answers = service_form(locations=[str(foreign.pk)])
        response = coordinator.post(address("service_new", cast.partner.pk), answers)
        assert response.status_code == 422

    def test_two_people_at_once_also_about_hours_alone(
        self, coordinator: Client, service: Service
    ) -> None:
        path = address("service_edit", service.pk)
        answers = service_form(version="1", **{"hours-SU": ""})
        assert coordinator.post(path, answers).status_code == 302
        other = service_form(version="1", **{"hours-SU": "", "hours-MO": "9–10"})
        response = coordinator.post(path, other)
        content = text(response)
        assert response.status_code == 422
        assert "Poniedziałek 8:00–12:00, 13:00–16:30" in content
        assert 'value="9–10"' in content
        assert coordinator.post(path, {**other, "version": "2"}).status_code == 302

    def test_the_same_change_sent_twice_is_no_conflict(
        self, coordinator: Client, service: Service
    ) -> None:
        path = address("service_edit", service.pk)
        for _ in range(2):
            response = coordinator.post(path, service_form(version="1"))
            assert response.status_code == 302


class TestPlacesAndContactPoints:
    def test_a_place(self, coordinator: Client, cast: Cast) -> None:
        answers = {"name": "Biuro", "kind": "physical", "accessibility": ["pjm"]}
        path = address("location_new", cast.partner.pk)
        refused = coordinator.post(path, {**answers, "postal_code": "80432"})
        assert "Wpisz miejscowość" in text(refused) and "Wpisz kod tak: 80-432." in text(refused)
        answers |= {"town": "Gdańsk", "postal_code": "80-432"}
        assert coordinator.post(path, answers).status_code == 302
        place = Location.objects.get()
        path = address("location_edit", place.pk)
        answers |= {"town": "Sopot", "version": "1"}
        assert coordinator.post(path, answers).status_code == 302
        assert Location.objects.get().town == "Sopot"

    def test_a_place_online_needs_no_town(self, coordinator: Client, cast: Cast) -> None:
        answers = {"name": "Wideo", "kind": "virtual"}
        path = address("location_new", cast.partner.pk)
        assert coordinator.post(path, answers).status_code == 302

    @pytest.mark.parametrize(
        ("written", "dialled"),
        [
            ("58 511 01 21", "+48585110121"),
            ("+48 (58) 511-01-21", "+48585110121"),
            ("0048585110121", "+48585110121"),
            ("116 111", "116111"),
            ("112", "112"),
            ("+49 30 1234567", "+49301234567"),
        ],
    )
    def test_a_number_is_dialled_as_it_is_meant(
        self, coordinator: Client, cast: Cast, written: str, dialled: str
    ) -> None:
        answers = {"display": written, "kind": "voice", "label_pl": "Całą dobę"}
        assert coordinator.post(address("phone_new", cast.partner.pk), answers).status_code == 302
        phone = Phone.objects.get()
        assert (phone.number, phone.display, phone.label) == (dialled, written, {"pl": "Całą dobę"})

    @pytest.mark.parametrize("written", ["", "call me", "12", "58 511 01", "5" * 30, "a\x00"])
    def test_what_is_no_number(self, coordinator: Client, cast: Cast, written: str) -> None:
        answers = {"display": written, "kind": "voice"}
        response = coordinator.post(address("phone_new", cast.partner.pk), answers)
        assert response.status_code == 422

    def test_a_number_stands_once_for_a_body(self, coordinator: Client, cast: Cast) -> None:
        path = address("phone_new", cast.partner.pk)
        answers = {"display": "58 511 01 21", "kind": "voice", "submission": str(uuid4())}
        assert coordinator.post(path, answers).status_code == 302
        assert coordinator.post(path, answers).status_code == 302  # the same form again
        other = {**answers, "display": "585110121", "submission": str(uuid4())}
        assert "Ten podmiot ma już ten numer." in text(coordinator.post(path, other))
        assert Phone.objects.count() == 1

    def test_a_number_is_changed_and_removed(self, coordinator: Client, cast: Cast) -> None:
        phone = Phone.objects.create(organisation=cast.partner, number="112", display="112")
        answers = {"display": "1 1 2", "kind": "sms", "version": "1"}
        path = address("phone_edit", phone.pk)
        assert coordinator.post(path, answers).status_code == 302
        phone.refresh_from_db()
        assert (phone.number, phone.display, phone.kind) == ("112", "1 1 2", "sms")
        record = text(coordinator.get(address("partner_staff", cast.partner.pk)))
        assert 'href="sms:112"' in record
        assert "Usuń" in text(coordinator.get(path))
        remove = address("phone_remove", phone.pk)
        assert coordinator.get(remove).status_code == 302 and Phone.objects.exists()
        assert coordinator.post(remove).status_code == 302 and not Phone.objects.exists()
        assert coordinator.post(remove).status_code == 404

    def test_a_contact_is_added_changed_and_removed(self, coordinator: Client, cast: Cast) -> None:
        answers = {"name": "Anna Przykładowa", "phone": "58 511 01 21"}
        path = address("contact_new", cast.partner.pk)
        assert coordinator.post(path, {**answers, "phone": "x"}).status_code == 422
        assert coordinator.post(path, answers).status_code == 302
        contact = Contact.objects.get()
        path = address("contact_edit", contact.pk)
        stale = coordinator.post(path, {**answers, "title": "prezeska", "version": "x"})
        assert stale.status_code == 422
        answers |= {"title": "prezeska", "version": "1"}
        assert coordinator.post(path, answers).status_code == 302
        assert Contact.objects.get().title == "prezeska"
        coordinator.post(address("contact_remove", contact.pk))
        assert not Contact.objects.exists()


class TestTheFirstPage:
    def home(self, user: User) -> str:
        return text(browser_of(user).get(address("staff_home")))

    def test_old_records_wait_for_who_keeps_them(self, cast: Cast) -> None:
        content = self.home(cast.coordinator)
        assert "Dane podmiotów, które trzeba sprawdzić" in content
        assert "Fundacja Łąka" in content and "nigdy nie sprawdzone" in content

    def test_a_day_is_told_where_there_is_one(self, cast: Cast) -> None:
        Organisation.objects.update(verified_on=date(2024, 5, 1))
        assert "nieaktualne, ostatnio sprawdzone 1 maja 2024" in self.home(cast.coordinator)

    def test_nothing_waits_where_all_is_fresh(self, cast: Cast) -> None:
        Organisation.objects.update(verified_on=timezone.localdate())
        assert "Dane wszystkich podmiotów są aktualne." in self.home(cast.coordinator)

    def test_others_do_not_see_it(self, cast: Cast) -> None:
        assert "Dane podmiotów" not in self.home(cast.partner_worker)


@pytest.mark.usefixtures("gdynia")
def test_ids_of_another_city_are_absent(cast: Cast) -> None:
    from tenants.fence import entered

    with entered("gdynia"):
        from tests.cast import make_cast

        there = browser_of(make_cast().coordinator, "gdynia")
        for name in ("partner_staff", "partner_edit", "partner_agreement", "service_new"):
            assert there.get(address(name, cast.partner.pk)).status_code == 404
        assert "Ośrodek" in text(there.get(address("partners")))
