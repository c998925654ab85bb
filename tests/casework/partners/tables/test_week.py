"""Hours as people write them in one cell."""

from datetime import time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.opening import DAYS, LAST_MINUTE
from casework.partners.tables.week import ALWAYS, week_of, week_words

EIGHT_TO_FOUR = [(time(8), time(16))]
WORK = dict.fromkeys(DAYS[:5], EIGHT_TO_FOUR)


@pytest.mark.parametrize(
    "text",
    [
        "pn-pt 8-16",
        "pn–pt 8:00–16:00",
        "pon.-pt. 8.00-16.00",
        "poniedziałek – piątek: 8.00 – 16.00",
        "pn do pt od 8 do 16",
        "Mon-Fri 8-16",
        "pn, wt, śr, czw, pt 8:00-16:00",
        "dni robocze 8-16",
        "pn-śr 8-16; czw i pt 8-16",
        "PN-PT w godz. 8:00-16:00",
        "pn-pt 8-16 h",
        "pn-pt\n8-16",
    ],
)
def test_the_same_week_in_many_ways(text: str) -> None:
    assert week_of(text) == WORK


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        (
            "sob 10-14, nd 12:30-24",
            {"SA": [(time(10), time(14))], "SU": [(time(12, 30), LAST_MINUTE)]},
        ),
        ("wt 8-12, 13-16", {"TU": [(time(8), time(12)), (time(13), time(16))]}),
        ("wt 13-16; wt 8-12", {"TU": [(time(8), time(12)), (time(13), time(16))]}),
        ("pt-pn 8-16", dict.fromkeys(("MO", "FR", "SA", "SU"), EIGHT_TO_FOUR)),
        ("codziennie 8-16", dict.fromkeys(DAYS, EIGHT_TO_FOUR)),
        ("weekend 8-16", dict.fromkeys(DAYS[5:], EIGHT_TO_FOUR)),
    ],
)
def test_other_weeks(text: str, hours: object) -> None:
    assert week_of(text) == hours


@pytest.mark.parametrize("text", ["całodobowo", "24/7", "24h", "Cała dobę"])
def test_round_the_clock(text: str) -> None:
    assert week_of(text) == ALWAYS


@pytest.mark.parametrize(
    "text",
    [
        "8-16",
        "pn-pt",
        "pn-pt 16-8",
        "pn-pt 8-25",
        "pn-xx 8-16",
        "po umówieniu",
        "pn-pt 8-16, po umówieniu",
        "pn-wt-śr 8-16",
        "pn 8-12, 10-14",
        "?",
    ],
)
def test_what_is_not_understood(text: str) -> None:
    assert week_of(text) is None


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_week_is_written_so_that_it_is_read_again(language: str) -> None:
    week = {**WORK, "SA": [(time(10), time(12)), (time(13), LAST_MINUTE)]}
    with translation.override(language):
        assert week_of(week_words(week)) == week
        assert week_of(week_words(ALWAYS)) == ALWAYS
    with translation.override("pl"):
        assert week_words(week) == "pn–pt 8:00–16:00; sob 10:00–12:00, 13:00–24:00"


@given(st.text(alphabet="pnwtśrczsobd 0123456789-–:.,;iod\n", max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    found = week_of(text)
    if found:
        assert week_of(week_words(found)) == found
