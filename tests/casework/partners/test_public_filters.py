"""The filters of the public directory, as a resident's browser sends them, in four languages."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from casework.partners.choices import Accessibility
from casework.partners.models import Need, Service
from tests.casework.partners.builders import (
    WARSAW,
    WEEKDAYS,
    hours,
    make_location,
    make_service,
    signatory,
    warsaw,
)
from tests.casework.partners.pages import text
from tests.cast import browser_of

LANGUAGES = ("pl", "en", "de", "uk")
MONDAY_NOON = warsaw(2026, 11, 23, 12)


@pytest.fixture
def resident(gdansk: None) -> Client:
    return browser_of(None)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock of the directory."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(
            "casework.partners.directory.timezone.now", lambda: moment.astimezone(UTC)
        )

    set_clock(MONDAY_NOON)
    return set_clock


@pytest.fixture
def bodies(gdansk: None, at: Any) -> None:
    """Four bodies that differ in one thing each."""
    near = make_service(signatory("near", "Ala"), "near", needs=["debt"], languages=["pl", "uk"])
    hours(near, WEEKDAYS, "08:00", "16:00")
    near.locations.add(make_location(near.organisation, accessibility=["step_free", "pjm"]))
    night = make_service(signatory("night", "Bea"), "night", needs=["food"], languages=["pl"])
    hours(night, ["MO"], "20:00", "23:59")
    hours(night, ["TU"], "00:00", "06:00")
    always = make_service(
        signatory("always", "Cis"), "always", needs=["debt", "food"], languages=["en"]
    )
    always.always_open = True
    always.save()
    always.locations.add(make_location(always.organisation, "other", accessibility=["step_free"]))
    make_service(signatory("unknown", "Daj"), "unknown", needs=["debt"], languages=["pl"])


def found(browser: Client, *, reads: str = "pl", **asked: Any) -> list[str]:
    response = browser.get(f"/{reads}/partners/", asked)
    assert response.status_code == 200
    return [card.organisation.key for card in response.context["page_obj"]]


@pytest.mark.usefixtures("bodies")
class TestEachFilter:
    def test_nothing_asked_shows_everybody_in_polish_order(self, resident: Client) -> None:
        assert found(resident) == ["near", "night", "always", "unknown"]

    @pytest.mark.parametrize(
        ("asked", "keys"),
        [
            ({"need": "debt"}, ["near", "always", "unknown"]),
            ({"need": "food"}, ["night", "always"]),
            ({"language": "uk"}, ["near"]),
            ({"language": "en"}, ["always"]),
            ({"language": "pl"}, ["near", "night", "unknown"]),
            ({"open_now": "on"}, ["near", "always"]),
            ({"accessibility": "step_free"}, ["near", "always"]),
            ({"accessibility": ["step_free", "pjm"]}, ["near"]),
            ({"need": "debt", "language": "pl"}, ["near", "unknown"]),
            ({"need": "debt", "open_now": "on"}, ["near", "always"]),
            ({"need": "food", "language": "pl", "open_now": "on"}, []),
            ({"language": "uk", "accessibility": "pjm", "open_now": "on"}, ["near"]),
        ],
        ids=str,
    )
    def test_it_finds_who_fits_all_that_was_asked(
        self, resident: Client, asked: dict[str, Any], keys: list[str]
    ) -> None:
        assert found(resident, **asked) == keys

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_readers_language_changes_nothing(self, resident: Client, language: str) -> None:
        assert found(resident, reads=language, need="debt", open_now="on") == ["near", "always"]

    @pytest.mark.parametrize(
        "asked",
        [
            {"need": "debt"},
            {"language": "uk"},
            {"open_now": "on"},
            {"accessibility": ["step_free", "pjm"]},
        ],
        ids=str,
    )
    def test_what_was_chosen_stays_chosen_and_can_be_cleared(
        self, resident: Client, asked: dict[str, Any]
    ) -> None:
        content = text(resident.get("/pl/partners/", asked))
        marked = content.count(" selected") - content.count('value="" selected')
        ticked = len(re.findall(r"<input[^>]* checked", content))
        expected = sum(len(one) if isinstance(one, list) else 1 for one in asked.values())
        assert marked + ticked == expected
        assert "Wyczyść mój wybór" in content

    def test_unasked_there_is_nothing_to_clear(self, resident: Client) -> None:
        assert "Wyczyść mój wybór" not in text(resident.get("/pl/partners/"))

    def test_folded_accessibility_opens_where_it_was_used(self, resident: Client) -> None:
        closed = text(resident.get("/pl/partners/"))
        opened = text(resident.get("/pl/partners/", {"accessibility": "pjm"}))
        assert not re.search(r"<details[^>]* open", closed)
        assert re.search(r"<details[^>]* open", opened)

    def test_queries_do_not_grow_with_what_is_asked(
        self, resident: Client, django_assert_max_num_queries: Any
    ) -> None:
        asked: dict[str, Any] = {
            "need": "debt",
            "language": "uk",
            "accessibility": ["step_free", "pjm"],
            "open_now": "on",
        }
        with django_assert_max_num_queries(15):
            assert found(resident, **asked) == ["near"]


@pytest.mark.usefixtures("bodies")
class TestTheClock:
    @pytest.mark.parametrize(
        ("moment", "keys"),
        [
            (warsaw(2026, 11, 23, 7, 59), ["always"]),
            (warsaw(2026, 11, 23, 8), ["near", "always"]),
            (warsaw(2026, 11, 23, 16), ["always"]),
            (warsaw(2026, 11, 23, 20), ["night", "always"]),
            (warsaw(2026, 11, 23, 23, 59, 59), ["night", "always"]),
            (warsaw(2026, 11, 24, 0), ["night", "always"]),
            (warsaw(2026, 11, 24, 5, 59), ["night", "always"]),
            (warsaw(2026, 11, 24, 6), ["always"]),
        ],
        ids=str,
    )
    def test_open_now_is_now(
        self, resident: Client, at: Any, moment: datetime, keys: list[str]
    ) -> None:
        at(moment)
        assert found(resident, open_now="on") == keys

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("pl", "Teraz otwarte, zamknięcie jutro o 6:00"),
            ("en", "Open now, closes tomorrow at 6:00"),
            ("de", "Jetzt geöffnet"),
            ("uk", "Зараз відчинено"),
        ],
    )
    def test_over_midnight_in_words(
        self, resident: Client, at: Any, language: str, words: str
    ) -> None:
        at(warsaw(2026, 11, 23, 22))
        content = text(resident.get(f"/{language}/partners/night/"))
        assert words in content and "20:00–24:00" in content and "6:00" in content

    @pytest.mark.parametrize(
        ("moment", "is_open"),
        [
            (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True),  # 2:30, the first time
            (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True),  # 2:30, the second time
            (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), True),  # 3:30
            (datetime(2026, 10, 25, 3, 30, tzinfo=UTC), False),  # 4:30
            (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), True),  # 1:30
            (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), True),  # 3:30
            (datetime(2026, 3, 29, 2, 30, tzinfo=UTC), False),  # 4:30
        ],
        ids=str,
    )
    def test_the_nights_when_clocks_change(
        self, resident: Client, at: Any, moment: datetime, is_open: bool
    ) -> None:
        service = Service.objects.get(key="night")
        service.schedules.all().delete()
        hours(service, ["SA"], "22:00", "23:59")
        hours(service, ["SU"], "00:00", "04:00")
        at(moment)
        assert ("night" in found(resident, open_now="on")) is is_open
        assert moment.astimezone(WARSAW).weekday() == 6

    def test_hours_of_a_set_period_decide(self, resident: Client, at: Any) -> None:
        service = Service.objects.get(key="near")
        day = MONDAY_NOON.date()
        hours(service, [], "00:00", "23:59", valid_from=day, valid_to=day)
        assert found(resident, open_now="on") == ["always"]
        content = text(resident.get("/pl/partners/near/"))
        assert "Zamknięte. Otwarcie jutro o 8:00" in content


@pytest.mark.usefixtures("bodies")
class TestWhatIsOffered:
    def options(self, browser: Client, language: str, name: str) -> dict[str, str]:
        form = browser.get(f"/{language}/partners/").context["form"]
        return {str(value): str(label) for value, label in form.fields[name].choices}

    def test_only_needs_and_languages_that_somebody_meets(self, resident: Client) -> None:
        assert set(self.options(resident, "pl", "need")) == {"", "debt", "food"}
        assert set(self.options(resident, "pl", "language")) == {"", "pl", "uk", "en"}

    def test_what_nobody_offers_any_more_is_gone(self, resident: Client) -> None:
        Service.objects.filter(key="near").update(status="defunct")
        assert "uk" not in self.options(resident, "pl", "language")
        assert "near" not in found(resident)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_needs_are_named_in_the_readers_language(self, resident: Client, language: str) -> None:
        debt = Need.objects.get(key="debt")
        assert self.options(resident, language, "need")["debt"] == debt.name[language]

    def test_every_feature_and_label_is_translated(self, resident: Client) -> None:
        english = text(resident.get("/en/partners/"))
        for language in ("pl", "de", "uk"):
            here = text(resident.get(f"/{language}/partners/"))
            for label in re.findall(r"<label[^>]*>([^<]+)</label>", english):
                assert f">{label.strip()}</label>" not in here
        assert len(re.findall('name="accessibility"', english)) == len(Accessibility)


class TestNobody:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("pl", "Nikt nie spełnia wszystkiego, co wybierasz"),
            ("en", "Nobody fits all that you chose"),
            ("de", "Niemand"),
            ("uk", "Ніхто не відповідає"),
        ],
    )
    @pytest.mark.usefixtures("bodies")
    def test_what_one_can_do_is_told(self, resident: Client, language: str, words: str) -> None:
        response = resident.get(f"/{language}/partners/", {"need": "food", "language": "uk"})
        content = text(response)
        assert words in content and 'href="tel:112"' in content
        assert f'href="/{language}/partners/"' in content

    @pytest.mark.parametrize("page", ["1", "2", "99", "0", "-1", "x", "\x00", "9" * 400])
    @pytest.mark.usefixtures("bodies")
    def test_a_page_that_is_not_there_is_the_nearest(self, resident: Client, page: str) -> None:
        assert len(found(resident, page=page)) == 4

    @pytest.mark.parametrize("name", ["need", "language", "accessibility"])
    @pytest.mark.parametrize("value", ["\x00", "x", "' OR 1=1", "<script>", "9" * 3000])
    @pytest.mark.usefixtures("bodies")
    def test_odd_answers_are_told_and_look_for_nothing(
        self, resident: Client, name: str, value: str
    ) -> None:
        response = resident.get("/pl/partners/", {name: value})
        content = text(response)
        assert response.status_code == 200 and "Wybierz odpowiedź z listy." in content
        assert "<script>" not in content.replace("<script ", "")
        assert len(response.context["page_obj"]) == 4
