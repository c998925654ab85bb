"""Bad input of every kind: a clear refusal, and never a 500."""

import json
from typing import Any

import pytest

from casework.cases.models import Case
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast

DEEP = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
MALFORMED = {
    "no JSON": b"{",
    "an array": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "another coding": '{"text": "ą"}'.encode("cp1250"),
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "deep": DEEP,
    "a member twice": b'{"pseudonym": "A", "pseudonym": "B"}',
    "NaN": b'{"age": NaN}',
    "Infinity": b'{"age": Infinity}',
    "10,001 fields": json.dumps({str(n): n for n in range(10_001)}).encode(),
    "a number of 5,000 digits": b'{"age": ' + b"9" * 5_000 + b"}",
    "a comment": b'{"age": 1 /* one */}',
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_proper_json_is_malformed(cast: Cast, name: str) -> None:
    assert_problem(program_of(cast.consultant).post("cases/", MALFORMED[name]), 400)


WRONG: dict[str, dict[str, Any]] = {
    "NUL": {"summary": "a\x00b"},
    "lone surrogate": {"summary": "a\ud800b"},
    "a megabyte word": {"summary": "x" * 900_000},
    "a number for a text": {"summary": 5},
    "a list for a text": {"summary": ["x"]},
    "an object for a text": {"summary": {"x": 1}},
    "a flag for a text": {"summary": True},
    "nothing for a text": {"summary": None},
    "only spaces": {"summary": "  \t\n "},
    "a text for a number": {"age": "34"},
    "a flag for a number": {"age": True},
    "a fraction": {"age": 3.5},
    "negative": {"age": -1},
    "a huge number": {"age": 10**30},
    "a text for a list": {"needs": "x"},
    "an object for a list": {"needs": {}},
    "no needs": {"needs": []},
    "too many needs": {"needs": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"] * 101},
    "no such choice": {"urgency": "now"},
    "a list for a choice": {"urgency": ["soon"]},
    "an object for a choice": {"urgency": {"a": 1}},
    "no such language": {"language": "xx"},
    "no member of ours": {"is_sample": True},
    "a version": {"version": 7},
    "a state": {"state": "closed"},
}


def test_a_number_that_is_too_large_for_a_machine(cast: Cast) -> None:
    body = json.dumps(facts(age=0)).replace('"age": 0', '"age": 1e400').encode()
    assert_problem(program_of(cast.consultant).post("cases/", body), 422)


def facts(**more: Any) -> dict[str, Any]:
    sent = {"pseudonym": "A", "summary": "B", "needs": [str(need().pk)], "urgency": "soon"}
    return {**sent, **more}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_taken_is_named(cast: Cast, name: str) -> None:
    program = program_of(cast.consultant)
    body = assert_problem(program.post("cases/", facts(**WRONG[name])), 422)
    [member] = WRONG[name]
    assert all(one["pointer"].startswith(f"/{member}") for one in body["errors"])
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "words", ["=cmd|' /C calc'!A0", "{{7*7}}", "\u202ecba", "<script>", "../../x", "Zażółć", "🙂"]
)
def test_words_are_words_and_come_back_as_they_were(cast: Cast, words: str) -> None:
    program = program_of(cast.consultant)
    made = program.post("cases/", facts(summary=words))
    assert made.status_code == 201 and made.json()["summary"] == words


MOMENTS = {
    "31 February": "2026-02-31T10:00:00Z",
    "no offset": "2026-12-03T10:00:00",
    "the skipped hour without an offset": "2027-03-28T02:30:00",
    "no moment": "tomorrow",
    "a number": 5,
    "year 1": "0001-01-01T00:00:00+14:00",
    "year 9999": "9999-12-31T23:59:59-14:00",
    "a NUL": "2026-12-03T10:00:00Z\x00",
}


def meeting(cast: Cast, **more: Any) -> dict[str, Any]:
    host = str(cast.partner.pk)
    return {"kind": "coalition", "starts_at": "2026-12-03T10:00:00Z", "host": host, **more}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_that_is_none(cast: Cast, name: str) -> None:
    program = program_of(cast.member)
    body = assert_problem(program.post("meetings/", meeting(cast, starts_at=MOMENTS[name])), 422)
    assert body["errors"][0]["pointer"] == "/starts_at"


def test_the_hour_that_comes_twice_is_clear_with_its_offset(cast: Cast) -> None:
    program = program_of(cast.member)
    both = [
        program.post("meetings/", meeting(cast, starts_at=f"2026-10-25T02:30:00+0{offset}:00"))
        for offset in (2, 1)
    ]
    assert [one.status_code for one in both] == [201, 201]
    assert both[0].json()["starts_at"] != both[1].json()["starts_at"]


@pytest.mark.parametrize("name", ["If-None-Match", "Accept-Language", "Accept", "Idempotency-Key"])
@pytest.mark.parametrize("value", ["", "x" * 4_000, "\xff\xfe", '"', "%00", ";;;,,,"])
def test_a_spoilt_header_breaks_nothing(cast: Cast, name: str, value: str) -> None:
    program = program_of(cast.consultant)
    assert program.get("cases/", **{name: value}).status_code in {200, 304, 406}
    assert program.post("cases/", facts(), **{name: value}).status_code in {201, 400, 406}


@pytest.mark.parametrize("path", ["cases/?" + "a=1&" * 2_000, "cases/?number=" + "%F0%9F" * 9])
def test_a_spoilt_query_breaks_nothing(cast: Cast, path: str) -> None:
    assert program_of(cast.consultant).get(path).status_code in {200, 400}


def test_nothing_is_taken_from_somebody_without_a_token(cast: Cast) -> None:
    case = make_case(cast)
    for body in MALFORMED.values():
        assert_problem(Program().post(f"cases/{case.pk}/notes/", body), 401)
