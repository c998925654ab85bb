"""Suggestions: which services, for which reasons, in which order, at what cost."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from casework.partners.choices import AgreementState, ServiceStatus
from casework.partners.matching import Reason, ReasonKind, Suggestion, suggest
from casework.partners.models import Need, Organisation, Schedule, Service
from casework.partners.person import Facts
from tests.casework.partners.builders import (
    MONDAY_NOON,
    WEEKDAYS,
    hours,
    make_location,
    make_service,
    signatory,
)
from tests.cast import make_organisation

pytestmark = pytest.mark.usefixtures("gdansk")
CHECKED = date(2026, 11, 1)


def found(**wanted: Any) -> list[Suggestion]:
    """What is suggested for somebody of 30 who speaks Polish and needs advice on debt."""
    need = Need.objects.get(key=wanted.pop("need", "debt"))
    at, exclude = wanted.pop("at", MONDAY_NOON), wanted.pop("exclude", ())
    person = Facts(**{"age": 30, "language": "pl", **wanted})
    return suggest(need=need, person=person, at=at, exclude=exclude)


def keys(**wanted: Any) -> list[str]:
    return [one.service.key for one in found(**wanted)]


def reason(kind: ReasonKind, **wanted: Any) -> Reason:
    [suggestion] = found(**wanted)
    [one] = [one for one in suggestion.reasons if one.kind == kind]
    return one


def words(one: Reason, language: str = "en") -> str:
    with override(language):
        return str(one.text)


@pytest.fixture
def body(gdansk: None) -> Organisation:
    return signatory("body")


@pytest.fixture
def service(body: Organisation) -> Service:
    return make_service(body, needs=["debt"], languages=["pl", "uk"], verified_on=CHECKED)


class TestWhoIsSuggested:
    def test_a_service_for_the_need(self, service: Service) -> None:
        assert keys() == [service.key]
        assert keys(need="food") == []

    @pytest.mark.parametrize("state", ["invited", "joining", "left", "none"])
    def test_only_of_bodies_that_take_part(
        self, body: Organisation, service: Service, state: str
    ) -> None:
        body.agreement_state = AgreementState(state)
        body.save()
        assert keys() == []

    @pytest.mark.parametrize("role", ["coordinator", "crisis_centre", "member"])
    def test_bodies_that_are_part_of_the_system_need_no_agreement(self, role: str) -> None:
        make_service(make_organisation("own", "Własny", role), needs=["debt"])
        assert keys() == ["service"]

    def test_a_member_that_left_is_gone(self) -> None:
        own = make_organisation("own", "Własny", "member")
        make_service(own, needs=["debt"])
        own.agreement_state = AgreementState.LEFT
        own.save()
        assert keys() == []

    @pytest.mark.parametrize(
        "status", [ServiceStatus.INACTIVE, ServiceStatus.DEFUNCT, ServiceStatus.TEMPORARILY_CLOSED]
    )
    def test_only_what_is_offered(self, service: Service, status: str) -> None:
        service.status = status
        service.save()
        assert keys() == []

    def test_excluded_bodies_are_left_out(self, body: Organisation, service: Service) -> None:
        other = make_service(signatory("other"), "other", needs=["debt"])
        assert keys(exclude=[body.pk]) == [other.key]


class TestReasons:
    def test_the_need_is_named_in_the_readers_language(self, service: Service) -> None:
        one = reason(ReasonKind.NEED)
        assert one.fits is True
        assert words(one) == "Helps with this: Debt"
        assert words(one, "pl") == "Pomaga w tej potrzebie: Zadłużenie"

    @pytest.mark.parametrize(
        ("ages", "age", "fits", "text"),
        [
            ((None, None), 30, True, "For people of every age"),
            ((None, None), None, True, "For people of every age"),
            ((18, None), 18, True, "Fits the age: for people aged 18 and over"),
            ((18, None), 17, False, "Does not fit the age: for people aged 18 and over"),
            ((None, 17), 17, True, "Fits the age: for people aged 17 and under"),
            ((0, 17), 18, False, "Does not fit the age: for people aged 17 and under"),
            ((7, 18), 0, False, "Does not fit the age: for people aged 7 to 18"),
            ((7, 18), None, None, "Ask about the age. For people aged 7 to 18"),
        ],
    )
    def test_age(
        self,
        service: Service,
        ages: tuple[int | None, int | None],
        age: int | None,
        fits: bool | None,
        text: str,
    ) -> None:
        service.minimum_age, service.maximum_age = ages
        service.save()
        one = reason(ReasonKind.AGE, age=age)
        assert (one.fits, words(one)) == (fits, text)

    @pytest.mark.parametrize(
        ("spoken", "fits", "text"),
        [
            (["pl", "uk"], True, "Speaks the person's language: Ukrainian"),
            (
                ["pl", "en"],
                False,
                "Does not speak the person's language (Ukrainian), only: Polish, English",
            ),
            ([], None, "Ask whether anybody speaks Ukrainian"),
        ],
    )
    def test_language(
        self, service: Service, spoken: list[str], fits: bool | None, text: str
    ) -> None:
        service.languages = spoken
        service.save()
        one = reason(ReasonKind.LANGUAGE, language="uk")
        assert (one.fits, words(one)) == (fits, text)

    @pytest.mark.parametrize(
        ("places", "fits", "text"),
        [
            ([["step_free", "pjm"]], True, "Has what the person needs: step-free access, "),
            ([["pjm"], ["step_free", "pjm"]], True, "Has what the person needs: step-free access"),
            ([["step_free"]], False, "Lacks what the person needs: Polish Sign Language"),
            ([["step_free"], ["quiet_room"]], False, "Lacks what the person needs: Polish Sign"),
            ([[]], None, "Ask about accessibility: step-free access, Polish Sign Language"),
            ([], None, "Ask about accessibility: step-free access"),
        ],
    )
    def test_accessibility_is_that_of_one_place(
        self, service: Service, places: list[list[str]], fits: bool | None, text: str
    ) -> None:
        for number, features in enumerate(places):
            place = make_location(service.organisation, f"place-{number}", accessibility=features)
            service.locations.add(place)
        one = reason(ReasonKind.ACCESSIBILITY, accessibility={"pjm", "step_free"})
        assert one.fits is fits
        assert words(one).startswith(text)

    def test_accessibility_that_nobody_asked_for_is_no_reason(self, service: Service) -> None:
        [suggestion] = found()
        assert ReasonKind.ACCESSIBILITY not in {one.kind for one in suggestion.reasons}

    def test_hours(self, service: Service) -> None:
        assert reason(ReasonKind.HOURS).fits is None
        hours(service, WEEKDAYS, "08:00", "20:00")
        one = reason(ReasonKind.HOURS)
        assert (one.fits, words(one, "pl")) == (True, "Teraz otwarte do 20:00")
        late = reason(ReasonKind.HOURS, at=datetime.fromisoformat("2026-11-23T21:00+01:00"))
        assert (late.fits, words(late)) == (False, "Closed. Opens tomorrow at 8:00")

    @pytest.mark.parametrize(
        ("checked", "fits", "text"),
        [
            (date(2026, 5, 27), True, "Checked lately: 27 May 2026"),
            (date(2026, 5, 26), None, "Call before sending: last checked on 26 May 2026"),
            (date(2025, 11, 23), None, "Call before sending: last checked on 23 November 2025"),
            (date(2025, 11, 22), False, "Out of date: last checked on 22 November 2025"),
            (None, False, "Nobody has checked this record yet"),
        ],
    )
    def test_freshness(
        self, service: Service, checked: date | None, fits: bool | None, text: str
    ) -> None:
        service.verified_on = checked
        service.save()
        one = reason(ReasonKind.FRESHNESS)
        assert (one.fits, words(one)) == (fits, text)

    @pytest.mark.parametrize(
        ("own", "text"),
        [(None, "Ma 120 godzin na odpowiedź"), (1, "Ma 1 godzinę na odpowiedź"), (3, "Ma 3 godz")],
    )
    def test_the_services_own_clock_goes_first(
        self, service: Service, own: int | None, text: str
    ) -> None:
        service.response_hours = own
        service.save()
        one = reason(ReasonKind.RESPONSE)
        assert one.fits is True
        assert words(one, "pl").startswith(text)
        assert found()[0].response_hours == (own or 120)

    def test_a_limit_of_who_may_come_is_to_be_asked_about(self, service: Service) -> None:
        service.eligibility = {"pl": "Kobiety", "en": "Women"}
        service.save()
        one = reason(ReasonKind.ELIGIBILITY)
        assert (one.fits, words(one)) == (None, "Only for some people: Women")

    def test_reasons_stand_in_one_order_and_are_told_apart(self, service: Service) -> None:
        service.languages = ["en"]
        service.save()
        [suggestion] = found(accessibility=["pjm"])
        kinds = [one.kind for one in suggestion.reasons]
        assert kinds == [kind for kind in ReasonKind if kind in kinds]
        assert [one.kind for one in suggestion.warnings] == [ReasonKind.LANGUAGE]
        assert {one.kind for one in suggestion.questions} == {
            ReasonKind.ACCESSIBILITY,
            ReasonKind.HOURS,
        }
        parts = (suggestion.positives, suggestion.warnings, suggestion.questions)
        assert sum(map(len, parts)) == len(suggestion.reasons)


def test_five_hundred_services_cost_no_more_queries_than_one() -> None:
    need = Need.objects.get(key="debt")
    bodies = [signatory(f"body-{number}") for number in range(50)]
    texts = {"name": {"pl": "Usługa"}, "languages": ["pl"], "verified_on": CHECKED}
    services = Service.objects.bulk_create(
        Service(organisation=bodies[number % 50], key=f"service-{number}", **texts)
        for number in range(500)
    )
    places = [make_location(body, f"place-{body.key}", accessibility=["pjm"]) for body in bodies]
    for number, service in enumerate(services):
        service.needs.add(need)
        service.locations.add(places[number % 50])
    Schedule.objects.bulk_create(
        Schedule(service=service, by_day=["MO"], opens_at="08:00", closes_at="20:00")
        for service in services
    )
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        override("pl"),
    ):
        suggestions = found(accessibility=["pjm"])
        texts_shown = [str(one.text) for suggestion in suggestions for one in suggestion.reasons]
    assert len(suggestions) == 500
    assert len(texts_shown) == 3500
    assert len(queries) <= 6
