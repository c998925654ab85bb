"""Writing and confirming the notice: each change takes the confirmation back."""

from dataclasses import asdict
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.privacy_notice import home, selectors
from tenants.privacy_notice.actions import change_controller, change_part, confirm_notice
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.completeness import Incomplete
from tenants.privacy_notice.controller import Controller
from tenants.privacy_notice.loading import load_notice
from tenants.privacy_notice.models import Part, PrivacyNotice
from tenants.profile.selectors import profile
from tenants.translated import TranslatedText
from tests.accessibility.statement.making import LANGUAGES, everywhere
from tests.cast import Cast, browser_of

ROOM = "/pl/staff/privacy/"
RIGHTS = f"{ROOM}parts/rights/"
WHOLE = Controller("Ośrodek", "ul. Łąkowa 1", "80-000", "Gdańsk")
COMPLAINT = PartKind.COMPLAINT


def rewrite(cast: Cast, kind: PartKind = COMPLAINT, **changes: TranslatedText) -> Part:
    part = selectors.part(kind)
    facts = {"text": part.text, "easy": part.easy, **changes}
    return change_part(kind=kind, version=part.version, by=cast.officer, **facts)


def name_controller(cast: Cast, controller: Controller = WHOLE) -> PrivacyNotice:
    version = selectors.notice().version
    return change_controller(version=version, controller=controller, by=cast.officer)


@pytest.fixture
def confirmed(cast: Cast) -> PrivacyNotice:
    return confirm_notice(version=name_controller(cast).version, by=cast.officer)


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(verb__startswith="privacy_notice.").values_list("verb", flat=True)
    )


class TestActions:
    def test_a_confirmation_has_its_day_and_its_person(
        self, cast: Cast, confirmed: PrivacyNotice
    ) -> None:
        assert confirmed.confirmed_on == timezone.localdate()
        assert confirmed.confirmed_by == cast.officer and not confirmed.is_sample
        assert "privacy_notice.confirmed" in verbs()

    def test_rewriting_a_part_takes_it_back(self, cast: Cast, confirmed: PrivacyNotice) -> None:
        rewrite(cast, text=everywhere("Nowe"))
        notice = selectors.notice()
        assert (notice.confirmed_on, notice.confirmed_by) == (None, None)
        assert notice.version == confirmed.version + 1
        assert verbs().count("privacy_notice.changed") == 1

    def test_another_controller_takes_it_back(self, cast: Cast, confirmed: PrivacyNotice) -> None:
        assert name_controller(cast).confirmed_on is None
        assert "privacy_notice.controller_changed" in verbs()

    def test_what_the_profile_knows_besides_stays(self, cast: Cast) -> None:
        about = profile()
        about.controller = {"source": "gdansk.pl", "name": "Dawna nazwa"}
        about.save()
        name_controller(cast)
        assert profile().controller == {"source": "gdansk.pl", **asdict(WHOLE)}

    def test_what_the_officer_did_not_read_is_not_confirmed(self, cast: Cast) -> None:
        read = name_controller(cast).version
        rewrite(cast, text=everywhere("Nowe"))
        with pytest.raises(StaleObject):
            confirm_notice(version=read, by=cast.officer)
        assert selectors.notice().confirmed_on is None

    def test_a_part_that_somebody_rewrote_is_not_overwritten(self, cast: Cast) -> None:
        version = rewrite(cast, text=everywhere("Nowe")).version
        with pytest.raises(StaleObject):
            change_part(
                kind=COMPLAINT,
                version=version - 1,
                text=everywhere("Inne"),
                easy=TranslatedText(),
                by=cast.officer,
            )
        assert selectors.part(COMPLAINT).text["pl"] == "Nowe (pl)"

    def test_gaps_are_named_by_part_and_language(self, cast: Cast) -> None:
        text = selectors.part(COMPLAINT).text
        rewrite(cast, text=TranslatedText(text, uk=""), easy=TranslatedText())
        with pytest.raises(Incomplete) as raised:
            confirm_notice(version=selectors.notice().version, by=cast.officer)
        with translation.override("en"):
            labels = [str(one.label) for one in raised.value.missing]
        assert labels[0] == "Controller"
        assert "Where you can complain – Ukrainian" in labels
        assert len(labels) == 2 + len(LANGUAGES)

    def test_loading_again_keeps_what_people_wrote_and_confirmed(
        self, cast: Cast, confirmed: PrivacyNotice
    ) -> None:
        texts = {"text": dict(everywhere("Z pliku")), "easy": dict(everywhere("Z pliku"))}
        load_notice({"sample": True, "parts": {"rights": texts}})
        notice = selectors.notice()
        assert notice.confirmed_on and not notice.is_sample
        assert "Z pliku" not in str(selectors.part(PartKind.RIGHTS).text)


@pytest.mark.usefixtures("cast")
class TestConstraints:
    def test_there_is_one_notice(self) -> None:
        with pytest.raises(IntegrityError, match="privacy_notice_only"), transaction.atomic():
            PrivacyNotice.objects.create(only=False)

    def test_there_is_one_part_of_each_kind(self) -> None:
        notice = selectors.notice()
        with pytest.raises(IntegrityError, match="privacy_part_once"), transaction.atomic():
            Part.objects.create(notice=notice, kind="rights")

    def test_there_are_only_known_parts(self) -> None:
        notice = selectors.notice()
        with pytest.raises(IntegrityError, match="kind_known"), transaction.atomic():
            Part.objects.create(notice=notice, kind="wrongs")


def typed(part: Part, **changes: str) -> dict[str, str]:
    """What a browser sends when only these answers are changed."""
    names = [(name, code) for name in ("text", "easy") for code in LANGUAGES]
    sent = {f"{name}_{code}": getattr(part, name).get(code, "") for name, code in names}
    return {**sent, "version": str(part.version), **changes}


class TestPages:
    @pytest.fixture
    def officer(self, cast: Cast) -> Client:
        return browser_of(cast.officer)

    def test_a_part_is_rewritten_in_one_language(self, officer: Client) -> None:
        before = selectors.part(PartKind.RIGHTS)
        answer = officer.post(RIGHTS, typed(before, text_uk="Ваші права"), follow=True)
        assert "Informację trzeba potwierdzić na nowo" in answer.content.decode()
        after = selectors.part(PartKind.RIGHTS)
        assert after.text["uk"] == "Ваші права" and after.text["pl"] == before.text["pl"]

    def test_saving_without_a_change_keeps_the_confirmation(
        self, officer: Client, confirmed: PrivacyNotice
    ) -> None:
        officer.post(RIGHTS, typed(selectors.part(PartKind.RIGHTS)))
        officer.post(f"{ROOM}controller/", {**asdict(WHOLE), "version": confirmed.version})
        assert selectors.notice().confirmed_on

    def test_what_is_too_long_comes_back_whole(self, officer: Client) -> None:
        long = "ż" * 6001
        answer = officer.post(RIGHTS, typed(selectors.part(PartKind.RIGHTS), text_de=long))
        assert answer.status_code == 422
        assert long in answer.content.decode() and "<title>Błąd:" in answer.content.decode()

    def test_the_second_of_two_people_is_told_and_loses_nothing(
        self, cast: Cast, officer: Client
    ) -> None:
        sent = typed(selectors.part(PartKind.RIGHTS), text_pl="Moje słowa")
        rewrite(cast, PartKind.RIGHTS, text=everywhere("Cudze słowa"))
        answer = officer.post(RIGHTS, sent)
        html = answer.content.decode()
        assert answer.status_code == 422 and "Moje słowa" in html and "Cudze słowa (pl)" in html

    def test_the_same_form_sent_twice_is_one_change(self, officer: Client) -> None:
        sent = typed(selectors.part(PartKind.RIGHTS), text_pl="Nowe")
        assert [officer.post(RIGHTS, sent).status_code for _turn in (1, 2)] == [302, 302]
        assert verbs().count("privacy_notice.changed") == 1

    def test_the_controller_needs_a_name_and_an_address(self, officer: Client) -> None:
        version = selectors.notice().version
        answer = officer.post(f"{ROOM}controller/", {"name": "Ośrodek", "version": version})
        html = answer.content.decode()
        assert answer.status_code == 422 and 'value="Ośrodek"' in html
        assert html.count("„Miejscowość”") == 2, "in the summary and beside the field"

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("postal_code", "8x", "Wpisz kod tak"),
            ("postal_code", "80432", "Wpisz kod tak"),
            ("phone", "abc", "Wpisz cały numer"),
            ("phone", "112", "Wpisz cały numer"),
        ],
    )
    def test_a_letter_and_a_call_would_reach_it(
        self, officer: Client, *, field: str, typed: str, said: str
    ) -> None:
        facts = {**asdict(WHOLE), field: typed, "version": selectors.notice().version}
        answer = officer.post(f"{ROOM}controller/", facts)
        assert said in answer.content.decode()
        assert f'value="{typed}"' in answer.content.decode(), "nothing typed is lost"

    @pytest.mark.parametrize("phone", ["", "58 320 00 00", "+48 58 320-00-00", "(58) 320 00 00"])
    def test_numbers_are_written_in_many_ways(self, officer: Client, phone: str) -> None:
        facts = {**asdict(WHOLE), "phone": phone, "version": selectors.notice().version}
        assert officer.post(f"{ROOM}controller/", facts).status_code == 302

    def test_the_controller_is_changed(self, officer: Client) -> None:
        facts = {**asdict(WHOLE), "dpo_email": "iod@city.example"}
        version = selectors.notice().version
        assert officer.post(f"{ROOM}controller/", {**facts, "version": version}).status_code == 302
        assert selectors.controller() == Controller(**facts)

    def test_two_people_name_the_controller(self, cast: Cast, officer: Client) -> None:
        sent = {**asdict(WHOLE), "version": selectors.notice().version}
        name_controller(cast, Controller("Inny", "ul. Inna 2", "81-000", "Gdynia"))
        answer = officer.post(f"{ROOM}controller/", sent)
        html = answer.content.decode()
        assert answer.status_code == 422 and 'value="Ośrodek"' in html and "ul. Inna 2" in html

    def test_the_officer_confirms_with_one_button(self, cast: Cast, officer: Client) -> None:
        version = name_controller(cast).version
        answer = officer.post(f"{ROOM}confirm/", {"version": version}, follow=True)
        html = answer.content.decode()
        assert "Mieszkańcy widzą dzisiejszą datę" in html and cast.officer.full_name in html

    @pytest.mark.parametrize("version", ["", "x", "-5", "9" * 400])
    def test_a_version_that_nobody_saw_is_refused(self, officer: Client, version: str) -> None:
        answer = officer.post(f"{ROOM}confirm/", {"version": version}, follow=True)
        assert "W międzyczasie ktoś zmienił informację" in answer.content.decode()

    def test_half_a_notice_is_refused_with_what_is_missing(
        self, cast: Cast, officer: Client
    ) -> None:
        name_controller(cast)
        rewrite(cast, easy=TranslatedText())
        version = selectors.notice().version
        answer = officer.post(f"{ROOM}confirm/", {"version": version})
        html = answer.content.decode()
        assert answer.status_code == 422 and "Informacji nie potwierdzono" in html
        assert "<title>Błąd:" in html
        assert f'href="{ROOM}parts/complaint/#id_easy_uk"' in html

    def test_an_administrator_writes_and_does_not_confirm(self, cast: Cast) -> None:
        administrator = browser_of(cast.administrator)
        html = administrator.get(ROOM).content.decode()
        assert "Informację potwierdza inspektor ochrony danych" in html
        assert administrator.get(RIGHTS).status_code == 200
        version = selectors.notice().version
        assert administrator.post(f"{ROOM}confirm/", {"version": version}).status_code == 404

    def test_an_unknown_part_is_absent(self, officer: Client) -> None:
        assert officer.get(f"{ROOM}parts/wrongs/").status_code == 404

    @pytest.mark.parametrize("who", ["consultant", "coordinator", "member", "analyst"])
    def test_for_other_staff_the_room_is_absent(self, cast: Cast, who: str) -> None:
        for path in (ROOM, RIGHTS, f"{ROOM}controller/"):
            assert browser_of(getattr(cast, who)).get(path).status_code == 404

    def test_the_overview_costs_few_queries(
        self, officer: Client, django_assert_max_num_queries: Any
    ) -> None:
        officer.get(ROOM)
        with django_assert_max_num_queries(14):
            officer.get(ROOM)


class TestHome:
    def test_an_unconfirmed_notice_waits_for_the_officer(self, cast: Cast) -> None:
        with translation.override("en"):
            for user, words in (
                (cast.officer, "Read the privacy notice and confirm it"),
                (cast.administrator, "The privacy notice waits for the data protection officer"),
            ):
                panel = home.notice_to_confirm(user)
                assert panel is not None
                assert [str(row.text) for row in panel.rows] == [words]
                assert "1 text is missing" in str(panel.rows[0].meta)
            name_controller(cast)
            panel = home.notice_to_confirm(cast.officer)
            assert panel is not None and panel.rows[0].meta == "not confirmed"

    def test_a_confirmed_one_waits_for_nobody(self, cast: Cast, confirmed: PrivacyNotice) -> None:
        assert home.notice_to_confirm(cast.officer) is None

    def test_it_concerns_nobody_else(self, cast: Cast) -> None:
        assert home.notice_to_confirm(cast.consultant) is None
