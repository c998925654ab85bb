"""The order of suggestions: what counts, and what does not while it is unknown."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from casework.partners.matching import RANKING
from casework.partners.models import Service
from tests.casework.partners.builders import MONDAY_NOON, WEEKDAYS, hours, make_service, signatory
from tests.casework.partners.test_matching import CHECKED, keys

pytestmark = pytest.mark.usefixtures("gdansk")


def make(key: str, name: str = "", **facts: Any) -> Service:
    values: dict[str, Any] = {"languages": ["pl"], "verified_on": CHECKED, **facts}
    return make_service(signatory(f"body-{key}", name or key), key, needs=["debt"], **values)


def test_what_fits_the_person_comes_before_what_is_open_or_quick() -> None:
    make("wrong-age", minimum_age=60, always_open=True, response_hours=1)
    make("wrong-language", languages=["en"], always_open=True, response_hours=1)
    make("old-record", verified_on=date(2020, 1, 1), always_open=True)
    make("quick", response_hours=1)
    make("open", always_open=True)
    assert keys() == ["open", "quick", "old-record", "wrong-language", "wrong-age"]


def test_what_is_unknown_stands_between() -> None:
    make("no")
    make("unknown", languages=[])
    make("yes", languages=["uk"])
    assert keys(language="uk") == ["yes", "unknown", "no"]


def test_while_the_age_is_unknown_it_ranks_nothing() -> None:
    make("a-for-all")
    make("b-for-some", minimum_age=60)
    make("c-for-all")
    assert keys(age=None) == ["a-for-all", "b-for-some", "c-for-all"]
    assert keys(age=70) == ["a-for-all", "b-for-some", "c-for-all"]
    assert keys(age=30) == ["a-for-all", "c-for-all", "b-for-some"]


def test_an_open_service_for_some_ages_is_not_hidden_behind_a_closed_one_for_all() -> None:
    hours(make("for-all"), WEEKDAYS, "18:00", "20:00")
    hours(make("for-children", maximum_age=17), WEEKDAYS, "08:00", "20:00")
    assert keys(age=None) == ["for-children", "for-all"]
    assert keys(age=30) == ["for-all", "for-children"]


def test_who_is_outside_fewer_limits_comes_first_and_the_unknown_ranks_nothing() -> None:
    make("a-women-of-oliwa", sexes=["female"], districts=["Oliwa"])
    make("b-women", sexes=["female"])
    make("c-all")
    assert keys() == ["a-women-of-oliwa", "b-women", "c-all"]
    assert keys(sex="other") == ["a-women-of-oliwa", "b-women", "c-all"]
    assert keys(sex="male") == ["c-all", "a-women-of-oliwa", "b-women"]
    assert keys(sex="male", district="Wrzeszcz") == ["c-all", "b-women", "a-women-of-oliwa"]
    assert keys(sex="female", district="oliwa ") == ["a-women-of-oliwa", "b-women", "c-all"]


def test_who_said_that_nothing_is_free_comes_later_for_a_week() -> None:
    said_on = MONDAY_NOON.date()
    make("a-none-free", free_places=0, free_said_on=said_on)
    make("b-unknown")
    assert keys() == ["b-unknown", "a-none-free"]
    Service.objects.update(free_said_on=said_on - timedelta(days=8))
    Service.objects.filter(key="b-unknown").update(free_said_on=None)
    make("c-free", free_places=2, free_said_on=said_on)
    assert keys() == ["b-unknown", "c-free", "a-none-free"]


def test_equals_stand_in_polish_order() -> None:
    for key, name in (("z", "Żuraw"), ("l2", "Łąka"), ("l1", "Lipa"), ("m", "Mewa")):
        make(key, name)
    assert keys() == ["l1", "l2", "m", "z"]


def test_the_order_is_told() -> None:
    with override("pl"):
        assert str(RANKING).startswith("Najpierw usługi, które są dla tej osoby")
