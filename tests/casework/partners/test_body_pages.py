"""Forms of a body and of its agreement: what they keep, what they refuse."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from casework.partners.forms import AgreementForm
from casework.partners.models import Organisation
from tests.casework.partners.pages import FORM, address, organisation_form, text
from tests.cast import Cast


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

    def test_its_official_numbers_are_kept_as_digits(self, coordinator: Client, cast: Cast) -> None:
        path = address("partner_edit", cast.partner.pk)
        typed = {"nip": "NIP 583-000-00-03", "regon": "000 288 478"}
        response = coordinator.post(path, organisation_form(version="1", **typed), follow=True)
        body = Organisation.objects.get(pk=cast.partner.pk)
        assert (body.nip, body.regon) == ("5830000003", "000288478")
        assert "5830000003" in text(response)
        content = text(coordinator.get(path))
        assert 'value="5830000003"' in content and 'value="000288478"' in content
        coordinator.post(path, organisation_form(version="2"))
        body.refresh_from_db()
        assert (body.nip, body.regon) == ("", "")

    def test_the_same_number_written_in_another_way_is_no_conflict(
        self, coordinator: Client, cast: Cast
    ) -> None:
        path = address("partner_edit", cast.partner.pk)
        answers = organisation_form(version="1", nip="583-000-00-03")
        for _ in range(2):
            assert coordinator.post(path, answers).status_code == 302

    @pytest.mark.parametrize(
        ("name", "written", "message"),
        [
            ("nip", "583-000-00-04", "to nie jest NIP"),
            ("nip", "x", "to nie jest NIP"),
            ("regon", "000288479", "to nie jest REGON"),
            ("regon", "9" * 1000, "to nie jest REGON"),
            ("regon", "1\x00", "nie da się zapisać"),
        ],
    )
    def test_a_number_whose_last_digit_is_wrong_is_refused(
        self, coordinator: Client, name: str, written: str, message: str
    ) -> None:
        response = coordinator.post(address("partner_new"), organisation_form(**{name: written}))
        content = text(response)
        assert response.status_code == 422 and message in content
        if written.isprintable():
            assert f'value="{written}"' in content


class TestAgreement:
    def post(self, browser: Client, cast: Cast, **answers: str) -> Any:
        return browser.post(address("partner_agreement", cast.partner.pk), answers, follow=True)

    def test_the_next_step_and_the_whole_table(self, coordinator: Client, cast: Cast) -> None:
        content = text(coordinator.get(address("partner_agreement", cast.partner.pk)))
        assert content.count("ostoja-table__row") == 12
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

    @pytest.mark.parametrize("state", ["signatory", "left", "x", ""])
    def test_what_the_table_does_not_allow(
        self, coordinator: Client, cast: Cast, state: str
    ) -> None:
        assert self.post(coordinator, cast, state=state, version="1").status_code == 422

    def test_two_people_at_once(self, coordinator: Client, cast: Cast) -> None:
        Organisation.objects.filter(pk=cast.partner.pk).update(version=5)
        day = {"day_day": "22", "day_month": "11", "day_year": "2019"}
        response = self.post(coordinator, cast, state="invited", version="1", **day)
        content = text(response)
        assert response.status_code == 422 and "Ktoś zmienił to w międzyczasie." in content
        assert 'value="2019"' in content and 'name="version" value="5"' in content
        assert Organisation.objects.get(pk=cast.partner.pk).agreement_state == "none"
        self.post(coordinator, cast, state="invited", version="5", **day)
        assert Organisation.objects.get(pk=cast.partner.pk).agreement_state == "invited"

    def test_only_steps_from_where_it_is_now_are_offered(
        self, coordinator: Client, cast: Cast
    ) -> None:
        seen = Organisation.objects.get(pk=cast.partner.pk)
        form = AgreementForm({"state": "joining", "version": "1"}, organisation=seen)
        assert form.is_valid()
        Organisation.objects.filter(pk=seen.pk).update(version=2, agreement_state="signatory")
        form.overtaken(Organisation.objects.get(pk=seen.pk))
        assert [value for value, _label in form.fields["state"].choices] == ["suspended", "left"]  # type: ignore[attr-defined]

    def test_the_same_step_sent_twice_is_no_conflict(self, coordinator: Client, cast: Cast) -> None:
        self.post(coordinator, cast, state="invited", version="1")
        again = self.post(coordinator, cast, state="invited", version="1")
        assert again.status_code == 200 and "zaproszony" in text(again)
        assert Organisation.objects.get(pk=cast.partner.pk).version == 2
