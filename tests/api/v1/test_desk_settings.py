"""Programs keep canned replies and the city's promise, and begin and end a break."""

from typing import Any
from uuid import uuid4

import pytest

from casework.intake.desk.selectors import desk_settings
from casework.intake.models import CannedReply, DeskSettings, Pause
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.cast import Cast

TEXT = {"pl": "Dzień dobry. Tu {city}.", "uk": "Добрий день. Тут {city}."}
BODY = {"title": {"pl": "Pierwsze słowo"}, "text": TEXT}


def add(cast: Cast, **more: Any) -> Any:
    answer = program_of(cast.supervisor).post("canned-replies/", {**BODY, **more})
    assert answer.status_code == 201, answer.content
    return answer


class TestCannedReplies:
    def test_one_is_added_once_read_changed_and_removed(self, cast: Cast) -> None:
        CannedReply.objects.all().delete()
        program, key = program_of(cast.supervisor), str(uuid4())
        first, again = (program.post("canned-replies/", BODY, key=key) for _ in range(2))
        assert first.json() == again.json() and CannedReply.objects.count() == 1
        path = f"canned-replies/{first.json()['id']}/"
        assert first.json()["text"]["uk"] == TEXT["uk"]
        changed = ok(program.patch(path, {"title": {"pl": "Start"}}, match=first.headers["ETag"]))
        assert (changed["title"]["pl"], changed["text"]["pl"]) == ("Start", TEXT["pl"])
        assert [row["id"] for row in ok(program.get("canned-replies/"))["results"]] == [
            changed["id"]
        ]
        tag = program.get(path).headers["ETag"]
        assert program.delete(path, match=tag).status_code == 204
        assert_problem(program.get(path), 404)

    def test_somebody_who_was_quicker_is_not_overwritten(self, cast: Cast) -> None:
        made, program = add(cast), program_of(cast.supervisor)
        path, tag = f"canned-replies/{made.json()['id']}/", made.headers["ETag"]
        ok(program.patch(path, {"title": {"pl": "A"}}, match=tag))
        assert_problem(program.patch(path, {"title": {"pl": "B"}}, match=tag), 412)
        assert_problem(program.delete(path, match=tag), 412)
        assert_problem(program.patch(path, {"title": {"pl": "B"}}), 428)

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"text": {"pl": "Tu {nobody}."}}, "/text/pl"),
            ({"title": {"pl": ""}}, "/title/pl"),
            ({"title": {"pl": "x" * 81}}, "/title/pl"),
            ({"text": {"fr": "x"}}, "/text/fr"),
            ({"position": 1}, "/position"),
        ],
    )
    def test_what_is_wrong_is_named(self, cast: Cast, wrong: dict[str, Any], pointer: str) -> None:
        CannedReply.objects.all().delete()
        sent = program_of(cast.supervisor).post("canned-replies/", {**BODY, **wrong})
        problem = assert_problem(sent, 422)
        assert problem["errors"][0]["pointer"] == pointer
        assert not CannedReply.objects.exists()

    def test_consultants_do_not_keep_them(self, cast: Cast) -> None:
        assert_problem(program_of(cast.consultant).post("canned-replies/", BODY), 404)


class TestDeskSettings:
    def test_they_are_read_and_changed_where_one_says_so(self, cast: Cast) -> None:
        desk_settings()
        program = program_of(cast.administrator)
        before = program.get("desk-settings/")
        steps = {"procedure": {"pl": "Najpierw życie.\n- Zadzwoń pod 112."}}
        tag = before.headers["ETag"]
        ok(program.patch("desk-settings/", {"most_at_once": 3, **steps}, match=tag))
        row = DeskSettings.objects.get()
        assert (row.most_at_once, row.by_day) == (3, before.json()["by_day"])
        assert ok(program.get("desk-settings/"))["procedure"]["pl"].endswith("112.")
        assert_problem(program.patch("desk-settings/", {"by_day": 1}, match=tag), 412)

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"by_day": 0}, "/by_day"),
            ({"by_night": 1441}, "/by_night"),
            ({"by_day": "30"}, "/by_day"),
            ({"day_begins": "20:00", "day_ends": "08:00"}, "/day_ends"),
            ({"day_begins": "25:00"}, "/day_begins"),
            ({"procedure": {"pl": "Bez kroków."}}, "/procedure/pl"),
            ({"most_at_once": 0}, "/most_at_once"),
        ],
    )
    def test_what_is_wrong_is_named(self, cast: Cast, wrong: dict[str, Any], pointer: str) -> None:
        steps = {"procedure": {"pl": "- Zadzwoń pod 112."}}
        program = program_of(cast.administrator)
        tag = program.get("desk-settings/").headers["ETag"]
        problem = assert_problem(
            program.patch("desk-settings/", {**steps, **wrong}, match=tag), 422
        )
        assert [error["pointer"] for error in problem["errors"]] == [pointer]

    def test_only_administrators_see_them(self, cast: Cast) -> None:
        for who in ("consultant", "supervisor", "coordinator", "analyst"):
            assert_problem(program_of(getattr(cast, who)).get("desk-settings/"), 404)


class TestBreaks:
    def test_a_break_is_ones_own_and_begins_and_ends_once(self, cast: Cast) -> None:
        program = program_of(cast.consultant)
        assert ok(program.get("break/")) == {"since": None}
        since = ok(program.post("break/", {"is_on": True}))["since"]
        assert since and ok(program.post("break/", {"is_on": True}))["since"] == since
        assert Pause.objects.get().person == cast.consultant
        assert ok(program_of(cast.colleague).get("break/")) == {"since": None}
        assert ok(program.post("break/", {"is_on": False})) == {"since": None}
        assert ok(program.post("break/", {"is_on": False})) == {"since": None}
        assert not Pause.objects.exists()

    def test_who_does_not_answer_has_no_break(self, cast: Cast) -> None:
        for who in ("coordinator", "analyst", "administrator"):
            assert_problem(program_of(getattr(cast, who)).post("break/", {"is_on": True}), 404)
        assert_problem(
            program_of(cast.consultant, "inbox:read").post("break/", {"is_on": True}), 403
        )

    @pytest.mark.parametrize("body", [{}, {"is_on": "yes"}, {"is_on": None}, {"since": "now"}])
    def test_what_is_no_wish_does_nothing(self, cast: Cast, body: dict[str, Any]) -> None:
        assert_problem(program_of(cast.consultant).post("break/", body), 422)
        assert not Pause.objects.exists()
