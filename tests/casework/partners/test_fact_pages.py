"""Forms of services, places, numbers and contacts: what they keep, what they refuse."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners.models import Contact, Location, Phone, Service
from tests.casework.partners.builders import hours, make_location
from tests.casework.partners.pages import address, service_form, text
from tests.cast import Cast


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

    def test_for_whom_it_is_how_soon_it_answers_and_what_is_free(
        self, coordinator: Client, cast: Cast
    ) -> None:
        answers = service_form(
            sexes=["female"],
            districts="Oliwa;  Nowy Port, Oliwa",
            situations=["maternity"],
            limits_pl="Najpierw telefon.",
            answers_within="24",
            response_hours="5",
            free_places="0",
        )
        assert coordinator.post(address("service_new", cast.partner.pk), answers).status_code == 302
        made = Service.objects.get()
        assert (made.sexes, made.districts) == (["female"], ["Oliwa", "Nowy Port"])
        assert (made.response_hours, made.free_places) == (24, 0)
        assert made.free_said_on == timezone.localdate()
        path = address("service_edit", made.pk)
        content = text(coordinator.get(path))
        assert 'value="Oliwa, Nowy Port"' in content
        for _ in range(2):  # sent twice, it is no conflict
            changed = {**answers, "version": "1", "answers_within": "own"}
            assert coordinator.post(path, changed).status_code == 302
        made.refresh_from_db()
        assert made.response_hours == 5
        record = text(coordinator.get(address("partner_staff", cast.partner.pk)))
        assert "Tylko kobiety" in record and "Najpierw telefon." in record

    def test_the_form_shows_the_service_as_it_is(
        self, coordinator: Client, service: Service
    ) -> None:
        hours(service, ["MO"], "13:00", "23:59")
        hours(service, ["TU"], "10:00", "11:00", valid_from=date(2099, 12, 1))
        content = text(coordinator.get(address("service_edit", service.pk)))
        assert 'value="8:00–12:00, 13:00–24:00"' in content and "10:00–11:00" not in content

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
            ({"locations": ["00000000-0000-4000-8000-000000000000"]}, "Wybierz odpowiedź z listy."),
            ({"answers_within": "own"}, "Wpisz własny czas w godzinach."),
            ({"districts": ", ".join(map(str, range(51)))}, "Wpisz mniej nazw albo krótsze."),
            ({"districts": "Oliwa, \x00"}, "nie da się zapisać"),
            (
                {
                    "free_places": "1",
                    "free_said_on_day": "1",
                    "free_said_on_month": "1",
                    "free_said_on_year": "2099",
                },
                "",
            ),
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
        shown = {"version": "2"}
        assert coordinator.post(remove, shown).status_code == 302 and not Phone.objects.exists()
        assert coordinator.post(remove, shown).status_code == 404

    def test_a_contact_is_added_changed_and_removed(self, coordinator: Client, cast: Cast) -> None:
        answers = {"name": "Anna Przykładowa", "phone": "58 511 01 21"}
        path = address("contact_new", cast.partner.pk)
        assert coordinator.post(path, {**answers, "phone": "x"}).status_code == 422
        assert coordinator.post(path, answers).status_code == 302
        contact = Contact.objects.get()
        path = address("contact_edit", contact.pk)
        stale = coordinator.post(path, {**answers, "title": "prezeska", "version": "x"})
        assert stale.status_code == 422 and "Ktoś zmienił to w międzyczasie" in text(stale)
        answers |= {"title": "prezeska", "version": "1"}
        assert coordinator.post(path, answers).status_code == 302
        assert Contact.objects.get().title == "prezeska"
        coordinator.post(address("contact_remove", contact.pk), {"version": "2"})
        assert not Contact.objects.exists()

    def test_what_somebody_has_just_mended_is_not_removed(
        self, coordinator: Client, cast: Cast
    ) -> None:
        phone = Phone.objects.create(organisation=cast.partner, number="112", display="112")
        seen = coordinator.get(address("phone_edit", phone.pk))
        assert 'name="version" value="1"' in text(seen)
        changed = {"display": "58 511 01 21", "kind": "voice", "version": "1"}
        coordinator.post(address("phone_edit", phone.pk), changed)
        remove = coordinator.post(address("phone_remove", phone.pk), {"version": "1"}, follow=True)
        assert remove.redirect_chain == [(address("phone_edit", phone.pk), 302)]
        assert "Spójrz jeszcze raz i zdecyduj." in text(remove)
        assert Phone.objects.get().display == "58 511 01 21"
