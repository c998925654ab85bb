"""The page of readiness, the opening itself, and what is said on the first page."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tenants.models import Stage
from tenants.opening import home
from tenants.opening.actions import (
    NotInPreparation,
    NotReady,
    OnlyExamples,
    open_city,
    open_example,
)
from tenants.profile.models import CityProfile, PhoneNumber
from tests.cast import Cast, browser_of
from tests.tenants.opening.making import give_second_factor, make_ready, set_stage, stage_of

PAGE = "/pl/staff/opening/"
OPEN = "/pl/staff/opening/open/"
BUTTON = "Otwórz miasto"


@pytest.fixture
def preparing(cast: Cast) -> Cast:
    set_stage(Stage.PREPARING)
    return cast


def opened() -> int:
    return AuditEvent.objects.filter(verb="city.opened", details={}).count()


class TestAction:
    def test_a_ready_city_opens_and_the_record_says_who_opened_it(self, preparing: Cast) -> None:
        make_ready(preparing)
        open_city(by=preparing.administrator)
        assert stage_of("gdansk") == Stage.RUNNING
        event = AuditEvent.objects.get(verb="city.opened", details={})
        assert event.actor_id == preparing.administrator.pk

    def test_what_is_missing_is_named_and_nothing_changes(self, preparing: Cast) -> None:
        with translation.override("en"), pytest.raises(NotReady) as refused:
            open_city(by=preparing.administrator)
        keys = [one.check.key for one in refused.value.items]
        law = ["officer", "administrators", "privacy_notice", "statement"]
        assert keys == [*law, "numbers", "grants", "on_duty"]
        assert "The statement is not published." in str(refused.value)
        assert (stage_of("gdansk"), opened()) == (Stage.PREPARING, 0)

    def test_the_second_of_two_is_told_that_it_is_open(self, preparing: Cast) -> None:
        second = make_ready(preparing)
        open_city(by=preparing.administrator)
        with pytest.raises(NotInPreparation) as refused:
            open_city(by=second)
        assert (refused.value.stage, opened()) == (Stage.RUNNING, 1)

    @pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.SUSPENDED, Stage.RUNNING])
    def test_only_a_city_in_preparation_opens(self, cast: Cast, stage: Stage) -> None:
        make_ready(cast)
        set_stage(stage)
        with pytest.raises(NotInPreparation):
            open_city(by=cast.administrator)
        with pytest.raises(NotInPreparation):
            open_example()
        assert stage_of("gdansk") == stage

    def test_an_example_opens_with_what_it_has_and_says_what_it_lacks(
        self, preparing: Cast
    ) -> None:
        open_example()
        event = AuditEvent.objects.filter(verb="city.opened").latest("at")
        assert event.details["example"] is True and "statement" in event.details["lacking"]

    def test_no_example_is_opened_where_real_people_could_meet_it(
        self, preparing: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "IS_LOCAL", False)
        with pytest.raises(OnlyExamples):
            open_example()
        assert stage_of("gdansk") == Stage.PREPARING


class TestPage:
    def test_each_item_says_what_is_missing_and_leads_to_its_page(self, preparing: Cast) -> None:
        page = browser_of(preparing.administrator).get(PAGE)
        text = page.content.decode()
        for address in ("people", "privacy", "accessibility/statement", "city/numbers"):
            assert f'href="/pl/staff/{address}/"' in text
        assert "Deklaracja nie jest opublikowana." in text and "Gotowe: 1 z 8" in text
        assert BUTTON not in text

    def test_the_button_is_there_once_nothing_is_missing(self, preparing: Cast) -> None:
        make_ready(preparing)
        browser = browser_of(preparing.administrator)
        assert BUTTON in browser.get(PAGE).content.decode()
        text = browser.post(OPEN, follow=True).content.decode()
        assert "Miasto jest otwarte" in text and BUTTON not in text
        assert stage_of("gdansk") == Stage.RUNNING

    def test_an_item_undone_meanwhile_is_named_and_the_city_stays_closed(
        self, preparing: Cast
    ) -> None:
        make_ready(preparing)
        browser = browser_of(preparing.administrator)
        assert BUTTON in browser.get(PAGE).content.decode()
        PhoneNumber.objects.filter(number="112").update(confirmed_on=None)
        page = browser.post(OPEN)
        text = page.content.decode()
        assert page.status_code == 409
        assert "<title>Błąd:" in text
        assert "Miasto nie zostało otwarte" in text and "Od roku nie potwierdzono 1 numeru" in text
        assert stage_of("gdansk") == Stage.PREPARING

    def test_of_two_administrators_the_second_is_told(self, preparing: Cast) -> None:
        second = make_ready(preparing)
        browsers = [browser_of(preparing.administrator), browser_of(second)]
        for browser in browsers:
            assert BUTTON in browser.get(PAGE).content.decode()
        texts = [browser.post(OPEN, follow=True).content.decode() for browser in browsers]
        assert "Od teraz mieszkańcy mogą" in texts[0] and "już otwarte" in texts[1]
        assert opened() == 1

    @pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.RUNNING])
    def test_no_other_stage_has_the_button(self, cast: Cast, stage: Stage) -> None:
        make_ready(cast)
        set_stage(stage)
        browser = browser_of(cast.administrator)
        assert BUTTON not in browser.get(PAGE).content.decode()
        assert browser.post(OPEN).status_code == 302
        assert stage_of("gdansk") == stage

    @pytest.mark.parametrize("person", ["consultant", "officer", "coordinator", "analyst"])
    def test_others_do_not_know_it(self, preparing: Cast, person: str) -> None:
        browser = browser_of(getattr(preparing, person))
        assert browser.get(PAGE).status_code == browser.post(OPEN).status_code == 404

    @pytest.mark.parametrize("language", ["pl", "en"])
    def test_it_speaks_both_languages_of_the_staff(self, preparing: Cast, language: str) -> None:
        page = browser_of(preparing.administrator).get(f"/{language}/staff/opening/")
        title = {"pl": "Gotowość do otwarcia", "en": "Ready to open"}[language]
        assert f">{title}<" in page.content.decode()

    def test_a_get_opens_nothing(self, preparing: Cast) -> None:
        make_ready(preparing)
        assert browser_of(preparing.administrator).get(OPEN).status_code == 405
        assert stage_of("gdansk") == Stage.PREPARING

    def test_it_asks_little(
        self, preparing: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        browser = browser_of(preparing.administrator)
        browser.get(PAGE)
        with django_assert_max_num_queries(20):
            browser.get(PAGE)


class TestFirstPage:
    def panel(self, user: Any) -> Any:
        return home.what_is_missing(user)

    def test_it_counts_what_is_missing(self, preparing: Cast) -> None:
        give_second_factor(preparing.officer)
        [row] = self.panel(preparing.administrator).rows
        assert (row.text, row.url) == ("Do otwarcia miasta brakuje 6 rzeczy", PAGE)
        make_ready(preparing)
        assert "otwórz miasto" in self.panel(preparing.administrator).rows[0].text

    def test_an_open_city_is_told_what_it_lost_and_stays_open(self, preparing: Cast) -> None:
        make_ready(preparing)
        open_city(by=preparing.administrator)
        assert self.panel(preparing.administrator) is None
        CityProfile.objects.update(grants_need_notice=None)
        [row] = self.panel(preparing.administrator).rows
        assert str(row.text) == "Informacje o finansowaniu" and row.url.endswith("/grants/")
        assert stage_of("gdansk") == Stage.RUNNING
        text = browser_of(preparing.administrator).get(PAGE).content.decode()
        assert "Strona działa dalej" in text

    def test_nobody_else_and_no_planning_city_is_told(self, preparing: Cast) -> None:
        assert self.panel(preparing.consultant) is None
        set_stage(Stage.PLANNING)
        assert self.panel(preparing.administrator) is None


def test_one_city_opens_and_its_neighbour_does_not(preparing: Cast) -> None:
    make_ready(preparing)
    with entered("elblag"):
        set_stage(Stage.PREPARING)
    open_city(by=preparing.administrator)
    assert (stage_of("gdansk"), stage_of("elblag")) == (Stage.RUNNING, Stage.PREPARING)
