"""Stores and what is given out of them through the API: the same rules as on the pages."""

from typing import Any
from uuid import uuid4

import pytest

from casework.benefits.models import Giving, Store
from casework.cases.models import Case
from ostoja.audit.models import AuditEvent
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.benefits.making import day, give, left_of, make_store, stocked
from tests.casework.cases.situations import make_case
from tests.cast import Cast

NOBODY = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"


@pytest.fixture
def program(cast: Cast) -> Program:
    """The consultant's."""
    return program_of(cast.consultant)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Led by the centre."""
    return make_case(cast)


def delivery(**changes: Any) -> dict[str, Any]:
    return {"amount": "10", "source": "purchase", "on_day": str(day(0)), **changes}


def giving_of(in_case: Case, article: Any, amount: str, **changes: Any) -> dict[str, Any]:
    return {
        "case": str(in_case.pk),
        "store": str(article.store_id),
        "lines": [{"article": str(article.pk), "amount": amount}],
        "people": 2,
        "given_on": str(day(0)),
        **changes,
    }


def test_from_a_store_to_the_book(cast: Cast, program: Program) -> None:
    path, store, tag = made(
        program, "benefit-stores/", {"organisation": str(cast.centre.pk), "name": "Magazyn"}
    )
    assert ok(program.patch(path, {"name": "Hostel"}, match=tag))["name"] == "Hostel"
    assert_problem(program.patch(path, {"name": "X"}, match=tag), 412)
    facts = {"store": store["id"], "name": "Ryż", "kind": "food", "unit": "kg"}
    path, article, tag = made(program, "benefit-articles/", facts)
    assert ok(program.patch(path, {"low_mark": "1.5"}, match=tag))["low_mark"] == "1.50"
    line = ok(program.post(f"{path}deliver/", delivery(amount="2.5", expires_on=str(day(9)))))
    assert (line["change"], line["article"]) == ("2.50", article["id"])
    shown = ok(program.get(path))
    assert (shown["usable"], shown["first_expiry"]) == ("2.50", str(day(9)))
    [batch] = ok(program.get(f"benefit-batches/?article={article['id']}"))["results"]
    own = f"benefit-batches/{batch['id']}/"
    counted = {"counted": "2", "reason": "Rozsypane"}
    assert ok(program.post(f"{own}count/", counted, match='"2"'))["change"] == "-0.50"
    assert_problem(program.post(f"{own}count/", counted, match='"2"'), 412)
    off = ok(program.post(f"{own}write-off/", {"amount": "1", "why": "damaged"}))
    assert (off["left"], ok(program.get(own))["left"]) == ("1.00", "1.00")
    book = ok(program.get(f"benefit-movements/?store={store['id']}"))["results"]
    assert [row["kind"] for row in book] == ["write_off", "count", "delivery"]


def test_what_is_given_and_taken_back(cast: Cast, program: Program, case: Case) -> None:
    blanket = stocked(cast)
    path, giving, tag = made(program, "benefit-givings/", giving_of(case, blanket, "3"))
    assert giving["lines"] == [{"article": str(blanket.pk), "amount": "3.00"}]
    assert (giving["people"], left_of(blanket)) == (2, 7)
    body = {"back_as": "returned", "why": "Oddała."}
    back = ok(program.post(f"{path}take-back/", body, match=tag))
    assert (back["back_as"], left_of(blanket)) == ("returned", 10)
    assert_problem(program.post(f"{path}take-back/", body, match='"2"'), 409)
    listed = ok(program.get(f"benefit-givings/?case={case.pk}"))["results"]
    assert [row["id"] for row in listed] == [giving["id"]]


def test_who_lists_what_was_given_has_read_it(cast: Cast, program: Program, case: Case) -> None:
    """The notes stand in the list, so each of them is on record as seen."""
    giving = give(cast, case, (stocked(cast), 1), note="Koc na noc.")
    [row] = ok(program.get("benefit-givings/"))["results"]
    assert row["note"] == "Koc na noc."
    seen = AuditEvent.objects.get(verb="benefit.seen")
    assert (seen.object_id, seen.subject_id) == (str(giving.pk), str(case.pk))
    assert seen.actor_id == cast.consultant.pk


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"amount": "11"}, "/lines/0/amount"),
        ({"amount": "0"}, "/lines/0/amount"),
        ({"amount": "0.5"}, "/lines/0/amount"),
        ({"people": 0}, "/people"),
        ({"given_on": "2020-01-01"}, "/given_on"),
        ({"case": NOBODY}, "/case"),
        ({"store": NOBODY}, "/store"),
        ({"lines": []}, "/lines"),
        ({"lines": [{"article": NOBODY, "amount": "1"}]}, "/lines/0/article"),
    ],
)
def test_what_makes_no_giving_is_pointed_at(
    cast: Cast, program: Program, case: Case, changes: Any, pointer: str
) -> None:
    facts = {"amount": "1"} | changes
    sent = giving_of(case, stocked(cast), **facts)
    assert pointers(program.post("benefit-givings/", sent)) == {pointer}
    assert not Giving.objects.exists()


def test_an_article_that_stands_there_twice_is_pointed_at(
    cast: Cast, program: Program, case: Case
) -> None:
    blanket = stocked(cast)
    lines = [{"article": str(blanket.pk), "amount": "1"}] * 2
    sent = giving_of(case, blanket, "1", lines=lines)
    assert pointers(program.post("benefit-givings/", sent)) == {"/lines/1/article"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"amount": "0"}, "/amount"),
        ({"amount": 3}, "/amount"),
        ({"amount": "NaN"}, "/amount"),
        ({"expires_on": "2020-01-01"}, "/expires_on"),
        ({"on_day": "2099-01-01"}, "/on_day"),
    ],
)
def test_what_makes_no_delivery_is_pointed_at(
    cast: Cast, program: Program, changes: Any, pointer: str
) -> None:
    path = f"benefit-articles/{stocked(cast).pk}/deliver/"
    assert pointers(program.post(path, delivery(**changes))) == {pointer}


def test_somebody_elses_store_is_not_there(cast: Cast, case: Case) -> None:
    blanket = stocked(cast)
    giving = give(cast, case, (blanket, 1))
    stranger = program_of(cast.stranger)
    batch = blanket.batches.get()
    for path in (
        f"benefit-stores/{blanket.store_id}/",
        f"benefit-articles/{blanket.pk}/",
        f"benefit-batches/{batch.pk}/",
        f"benefit-givings/{giving.pk}/",
    ):
        assert_problem(stranger.get(path), 404)
    for list_of in ("stores", "articles", "batches", "movements", "givings"):
        assert ok(stranger.get(f"benefit-{list_of}/"))["results"] == []
    coordinator = program_of(cast.coordinator)
    assert ok(coordinator.get(f"benefit-stores/{blanket.store_id}/"))["name"] == "Magazyn"
    path = f"benefit-articles/{blanket.pk}/deliver/"
    assert_problem(coordinator.post(path, delivery()), 404)


def test_a_day_later_only_who_answers_for_it_takes_it_back(
    cast: Cast, program: Program, case: Case
) -> None:
    giving = give(cast, case, (stocked(cast), 1))
    Giving.objects.update(given_at=giving.given_at.replace(year=2020))
    path, body = f"benefit-givings/{giving.pk}/take-back/", {"back_as": "mistake", "why": "x"}
    assert_problem(program.post(path, body, match='"1"'), 409)
    assert ok(program_of(cast.supervisor).post(path, body, match='"1"'))["back_as"] == "mistake"


def test_a_mark_is_whole_where_the_article_is(cast: Cast, program: Program) -> None:
    """As on the page, also where only the unit or only the mark is sent."""
    store = str(make_store(cast).pk)
    facts = {"store": store, "name": "Ryż", "kind": "food", "unit": "kg", "low_mark": "1.5"}
    wrong = facts | {"unit": "pack"}
    assert pointers(program.post("benefit-articles/", wrong)) == {"/low_mark"}
    path, _article, tag = made(program, "benefit-articles/", facts)
    assert pointers(program.patch(path, {"unit": "pack"}, match=tag)) == {"/low_mark"}


def test_a_store_is_opened_for_ones_own_body_and_once(cast: Cast, program: Program) -> None:
    facts = {"organisation": str(cast.partner.pk), "name": "Magazyn"}
    assert pointers(program.post("benefit-stores/", facts)) == {"/organisation"}
    own, key = facts | {"organisation": str(cast.centre.pk)}, str(uuid4())
    for _twice in range(2):
        program.post("benefit-stores/", own, key=key)
    assert Store.objects.count() == 1
    other = {"store": str(make_store(cast, cast.partner).pk)}
    article = {"name": "Koc", "kind": "bedding", "unit": "piece", **other}
    assert pointers(program.post("benefit-articles/", article)) == {"/store"}
