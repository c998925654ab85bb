"""Meetings, who came, and the decision book."""

from typing import Any

import pytest

from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.meetings.making import make_meeting
from tests.cast import Cast


@pytest.fixture
def program(cast: Cast) -> Program:
    """Of a member of the coalition."""
    return program_of(cast.member)


def facts(cast: Cast, **more: Any) -> dict[str, Any]:
    host = str(cast.partner.pk)
    return {"kind": "coalition", "starts_at": "2026-12-03T10:00:00+01:00", "host": host, **more}


def test_a_meeting_is_written_and_changed(program: Program, cast: Cast) -> None:
    path, meeting, tag = made(program, "meetings/", facts(cast, topic="Zima"))
    changed = ok(program.patch(path, {"ends_at": "2026-12-03T12:00:00+01:00"}, match=tag))
    assert changed["topic"] == "Zima" and changed["ends_at"] and changed["host"] == meeting["host"]
    tag = program.get(path).headers["ETag"]
    early = {"ends_at": "2026-12-03T09:00:00+01:00"}
    assert pointers(program.patch(path, early, match=tag)) == {"/ends_at"}
    nobody = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"
    for name in ("host", "place"):
        assert pointers(program.patch(path, {name: nobody}, match=tag)) == {f"/{name}"}
    assert ok(program.get("meetings/?kind=coalition"))["results"][0]["id"] == meeting["id"]
    assert ok(program.get(f"meetings/?host={cast.centre.pk}"))["results"] == []


def test_who_came_is_noted_and_corrected(program: Program, cast: Cast) -> None:
    path = f"meetings/{make_meeting(cast.partner).pk}/"
    ids = [str(cast.partner.pk), str(cast.centre.pk)]
    came = {"came": [{"organisation": ids[0], "people": 3}, {"organisation": ids[1]}]}
    noted = ok(program.post(f"{path}attendance/", came))["attendances"]
    assert {(one["organisation"], one["people"]) for one in noted} == {(ids[0], 3), (ids[1], None)}
    excused = ok(program.post(f"{path}attendance/", {"excused": [ids[0]]}))["attendances"]
    assert {one["presence"] for one in excused} == {"came", "excused"}
    fixed = ok(program.post(f"{path}attendance/", {"not_there": [ids[1]]}))["attendances"]
    assert [one["organisation"] for one in fixed] == [ids[0]]
    nobody = {"came": [{"organisation": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"}]}
    assert pointers(program.post(f"{path}attendance/", nobody)) == {"/came"}
    nought = {"came": [{"organisation": ids[0], "people": 0}]}
    assert pointers(program.post(f"{path}attendance/", nought)) == {"/came/0/people"}


def test_who_is_invited_is_noted_beforehand(program: Program, cast: Cast) -> None:
    path = f"meetings/{make_meeting(cast.partner).pk}/"
    ids = [str(cast.partner.pk), str(cast.centre.pk)]
    noted = ok(program.post(f"{path}invitations/", {"invited": ids}))["attendances"]
    assert {(one["invited"], one["presence"]) for one in noted} == {(True, "expected")}
    left = ok(program.post(f"{path}invitations/", {"not_invited": [ids[1]]}))["attendances"]
    assert [one["organisation"] for one in left] == [ids[0]]
    nobody = {"invited": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"]}
    assert pointers(program.post(f"{path}invitations/", nobody)) == {"/invited"}


def test_a_series_is_spelt_as_it_is_already(program: Program, cast: Cast) -> None:
    make_meeting(cast.partner, series="Koalicja zimowa")
    _path, meeting, _tag = made(program, "meetings/", facts(cast, series="koalicja  ZIMOWA"))
    assert meeting["series"] == "Koalicja zimowa"
    assert len(ok(program.get("meetings/?series=Koalicja zimowa"))["results"]) == 2


def action(meeting: Any, cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "meeting": str(meeting.pk),
        "kind": "action",
        "text": "Spisać miejsca.",
        "owner": str(cast.partner.pk),
        "due_on": "2099-01-01",
        **more,
    }


def test_an_action_needs_somebody_and_a_day(program: Program, cast: Cast) -> None:
    meeting = make_meeting(cast.partner)
    bare = {"meeting": str(meeting.pk), "kind": "action", "text": "x"}
    assert pointers(program.post("outcomes/", bare)) == {"/owner", "/due_on"}
    early = action(meeting, cast, due_on="2001-01-01")
    assert pointers(program.post("outcomes/", early)) == {"/due_on"}
    elsewhere = bare | {"meeting": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"}
    assert_problem(program.post("outcomes/", elsewhere), 404)


def test_an_outcome_goes_on_ends_and_opens_again(program: Program, cast: Cast) -> None:
    meeting = make_meeting(cast.partner)
    path, outcome, tag = made(program, "outcomes/", action(meeting, cast))
    changed = program.patch(path, {"text": "Spisać wszystkie miejsca."}, match=tag)
    assert ok(changed)["due_on"] == outcome["due_on"] and ok(changed)["owner"] == outcome["owner"]
    tag = changed.headers["ETag"]
    step = f"{path}settle/"
    assert pointers(program.post(step, {"state": "dropped"}, match=tag)) == {"/closing_note"}
    assert pointers(program.post(step, {"state": "open"}, match=tag)) == {"/due_on"}
    assert pointers(program.post(step, {"state": "noted"}, match=tag)) == {"/state"}
    later = program.post(step, {"state": "open", "due_on": "2099-02-01"}, match=tag)
    assert ok(later)["due_on"] == "2099-02-01"
    done = program.post(
        step, {"state": "done", "closing_note": "Jest."}, match=later.headers["ETag"]
    )
    assert ok(done)["state"] == "done" and ok(done)["closing_note"] == "Jest."
    assert_problem(program.post(step, {"state": "done"}, match=done.headers["ETag"]), 409)
    again = program.post(step, {"state": "open"}, match=done.headers["ETag"])
    assert ok(again)["state"] == "open"
    for query in ("state=open", "kind=action", f"meeting={meeting.pk}", f"owner={cast.partner.pk}"):
        assert ok(program.get(f"outcomes/?{query}"))["results"]
