"""Hours as people say them, in four languages."""

from datetime import date, datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.partners.hours_in_words import (
    HoursLine,
    days_words,
    hours_words,
    opening_words,
    weekly_hours,
)
from casework.partners.models import Service
from casework.partners.opening import Opening, OpenState
from tests.casework.partners.builders import WEEKDAYS, hours, make_service, signatory, warsaw

MONDAY = warsaw(2026, 11, 23, 12)


@pytest.fixture
def service(gdansk: None) -> Service:
    return make_service(signatory("body"))


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        (Opening(OpenState.ALWAYS), "Teraz otwarte, całą dobę"),
        (Opening(OpenState.SUSPENDED), "Na razie zamknięte"),
        (Opening(OpenState.UNKNOWN), "Nie znamy godzin. Najpierw zadzwoń."),
        (Opening(OpenState.CLOSED), "Teraz zamknięte"),
        (Opening(OpenState.OPEN, warsaw(2026, 11, 23, 20)), "Teraz otwarte do 20:00"),
        (Opening(OpenState.OPEN, warsaw(2026, 11, 24)), "Teraz otwarte do północy"),
        (
            Opening(OpenState.OPEN, warsaw(2026, 11, 24, 6)),
            "Teraz otwarte, zamknięcie jutro o 6:00",
        ),
        (
            Opening(OpenState.CLOSED, warsaw(2026, 11, 23, 16, 5)),
            "Zamknięte. Otwarcie dzisiaj o 16:05",
        ),
        (Opening(OpenState.CLOSED, warsaw(2026, 11, 24, 8)), "Zamknięte. Otwarcie jutro o 8:00"),
        (
            Opening(OpenState.CLOSED, warsaw(2026, 11, 29, 8)),
            "Zamknięte. Otwarcie w niedzielę o 8:00",
        ),
        (
            Opening(OpenState.CLOSED, warsaw(2026, 11, 30, 8)),
            "Zamknięte. Otwarcie 30 listopada 2026 o 8:00",
        ),
    ],
)
def test_the_state_in_polish(opening: Opening, words: str) -> None:
    with override("pl"):
        assert opening_words(opening, MONDAY) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Closed. Opens on Wednesday at 8:00"),
        ("de", "Geschlossen. Öffnet am Mittwoch um 8:00 Uhr"),
        ("uk", "Зачинено. Відчиниться у середу о 8:00"),
        ("pl", "Zamknięte. Otwarcie w środę o 8:00"),
    ],
)
def test_the_state_in_each_language(language: str, words: str) -> None:
    with override(language):
        found = opening_words(Opening(OpenState.CLOSED, warsaw(2026, 11, 25, 8)), MONDAY)
    assert found == words


def test_today_is_warsaws_day() -> None:
    late: datetime = warsaw(2026, 11, 23, 23, 30)
    with override("en"):
        found = opening_words(Opening(OpenState.CLOSED, warsaw(2026, 11, 24, 0, 15)), late)
    assert found == "Closed. Opens tomorrow at 0:15"


@pytest.mark.parametrize(
    ("positions", "words"),
    [
        ([0, 1, 2, 3, 4], "Monday–Friday"),
        ([0, 1, 2, 3, 4, 5, 6], "Every day"),
        ([1, 3], "Tuesday, Thursday"),
        ([0, 1], "Monday, Tuesday"),
        ([0, 2, 3, 4, 6], "Monday, Wednesday–Friday, Sunday"),
        ([6], "Sunday"),
    ],
)
def test_days_are_put_together(positions: list[int], words: str) -> None:
    with override("en"):
        assert days_words(positions) == words


def test_a_week_in_lines(service: Service) -> None:
    hours(service, WEEKDAYS[:4], "08:00", "12:00")
    hours(service, WEEKDAYS[:4], "13:00", "16:00")
    hours(service, ["FR"], "08:00", "23:59")
    with override("pl"):
        lines = [(line.days, line.hours) for line in weekly_hours(service)]
    assert lines == [
        ("Poniedziałek–czwartek", "8:00–12:00, 13:00–16:00"),
        ("Piątek", "8:00–24:00"),
    ]


def test_round_the_clock_in_words(service: Service) -> None:
    service.always_open = True
    with override("pl"):
        [line] = weekly_hours(service)
    assert (line.days, line.hours) == ("Codziennie", "całą dobę")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 1), date(2026, 8, 31), "from 1 July 2026 to 31 August 2026"),
        (date(2026, 7, 1), None, "from 1 July 2026"),
        (None, date(2026, 8, 31), "until 31 August 2026"),
    ],
)
def test_hours_of_a_set_period_say_when(
    service: Service,
    first: date | None,
    last: date | None,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 1))
    hours(service, ["MO"], "08:00", "12:00")
    hours(service, ["MO"], "10:00", "11:00", valid_from=first, valid_to=last)
    with override("en"):
        assert sorted(line.period for line in weekly_hours(service)) == ["", words]


def lines(service: Service, language: str = "pl") -> list[tuple[str, str, str]]:
    with override(language):
        return [(line.period, line.days, line.hours) for line in weekly_hours(service)]


class TestHoursOfASetPeriod:
    FIRST, LAST = date(2026, 12, 21), date(2026, 12, 31)
    WORDS = "od 21 grudnia 2026 do 31 grudnia 2026"

    @pytest.fixture(autouse=True)
    def _in_november(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 22))

    def test_they_come_after_the_usual_ones_in_order_of_time(self, service: Service) -> None:
        hours(service, ["TU"], "10:00", "11:00", valid_from=date(2027, 2, 1))
        hours(service, ["MO"], "10:00", "11:00", valid_from=self.FIRST, valid_to=self.LAST)
        hours(service, ["FR"], "08:00", "12:00")
        assert lines(service) == [
            ("", "Piątek", "8:00–12:00"),
            (self.WORDS, "Poniedziałek", "10:00–11:00"),
            ("od 1 lutego 2027", "Wtorek", "10:00–11:00"),
        ]

    @pytest.mark.parametrize(
        ("language", "closed"),
        [("pl", "zamknięte"), ("en", "closed"), ("de", "geschlossen"), ("uk", "зачинено")],
    )
    def test_a_closed_period_is_one_line(
        self, service: Service, language: str, closed: str
    ) -> None:
        hours(service, [], "00:00", "23:59", valid_from=self.FIRST, valid_to=self.LAST)
        [(period, days, words)] = lines(service, language)
        assert (days, words) == ("", closed) and period

    def test_what_is_over_is_not_told(self, service: Service) -> None:
        hours(service, ["MO"], "10:00", "11:00", valid_to=date(2026, 11, 21))
        hours(service, ["TU"], "10:00", "11:00", valid_to=date(2026, 11, 22))
        assert lines(service) == [("do 22 listopada 2026", "Wtorek", "10:00–11:00")]

    def test_day_and_night_with_an_exception(self, service: Service) -> None:
        service.always_open = True
        hours(service, ["MO"], "10:00", "11:00", valid_from=self.FIRST, valid_to=self.LAST)
        assert lines(service) == [
            ("", "Codziennie", "całą dobę"),
            (self.WORDS, "Poniedziałek", "10:00–11:00"),
        ]

    def test_the_lines_as_one(self, service: Service) -> None:
        assert hours_words([]) == "–"
        closed = HoursLine("", "zamknięte", self.WORDS)
        assert hours_words([HoursLine("Piątek", "8:00–12:00"), closed]) == (
            "Piątek 8:00–12:00; zamknięte"
        )
