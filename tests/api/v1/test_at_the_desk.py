"""Programs of consultants: one's own limit, and the check word of a later talk."""

from typing import Any

import pytest

from casework.intake.actions import claim, enter_chat
from casework.intake.models import CheckWordAsked, Conversation, OwnLimit
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.intake.reports import age, make_report
from tests.cast import Cast

WORD = "wrzos"
NOTHING = {"word": None, "was_right": None, "asked_by": None, "asked_at": None}


@pytest.fixture
def returned(cast: Cast) -> Conversation:
    """Somebody came back the next day, with the code, to talk."""
    row = make_report(safe_contact={"check_word": WORD})
    age(row, days=1)
    claim(conversation=row, by=cast.consultant)
    return enter_chat(conversation=row)


def path(row: Conversation) -> str:
    return f"conversations/{row.pk}/check-word/"


class TestCheckWord:
    def test_it_is_read_on_record_and_noted_once(self, cast: Cast, returned: Conversation) -> None:
        program = program_of(cast.consultant)
        assert ok(program.get(path(returned))) == {**NOTHING, "word": WORD}
        seen = AuditEvent.objects.filter(verb="conversation.seen", actor_id=cast.consultant.pk)
        assert seen.count() == 1
        for was_right in (False, True, True):
            said = ok(program.post(path(returned), {"was_right": was_right}))
            assert said["was_right"] is was_right and said["asked_by"] == str(cast.consultant.pk)
        answers = CheckWordAsked.objects.order_by("at")
        assert [one.was_right for one in answers] == [False, True]

    def test_where_there_is_none_to_ask_for_that_is_said(self, cast: Cast) -> None:
        row, program = make_report(safe_contact={"check_word": WORD}), program_of(cast.consultant)
        assert ok(program.get(path(row))) == NOTHING
        assert_problem(program.post(path(row), {"was_right": True}), 409)

    @pytest.mark.parametrize("body", [{}, {"was_right": "yes"}, {"was_right": None}, {"word": "x"}])
    def test_what_is_no_answer_does_nothing(
        self, cast: Cast, returned: Conversation, body: dict[str, Any]
    ) -> None:
        assert_problem(program_of(cast.consultant).post(path(returned), body), 422)
        assert not CheckWordAsked.objects.exists()

    @pytest.mark.parametrize("who", ["supervisor", "coordinator", "administrator", "stranger"])
    def test_only_who_answers_reads_it(self, cast: Cast, returned: Conversation, who: str) -> None:
        program = program_of(getattr(cast, who))
        assert_problem(program.get(path(returned)), 404)
        assert_problem(program.post(path(returned), {"was_right": True}), 404)


class TestOwnLimit:
    def test_it_is_ones_own_and_goes_again(self, cast: Cast) -> None:
        program = program_of(cast.consultant)
        before = ok(program.get("own-limit/"))
        assert before["most"] == before["city_most"] and before["answered_now"] == 0
        claim(conversation=make_report(), by=cast.consultant)
        for _ in range(2):
            now = ok(program.post("own-limit/", {"most": 1}))
            assert (now["most"], now["answered_now"]) == (1, 1)
        assert OwnLimit.objects.get().person == cast.consultant
        assert ok(program_of(cast.colleague).get("own-limit/"))["most"] == before["city_most"]
        other = make_report("Inna.")
        assert_problem(program.post(f"conversations/{other.pk}/claim/", {}), 409)
        assert ok(program.post("own-limit/", {"most": None})) == {**before, "answered_now": 1}
        assert not OwnLimit.objects.exists()

    @pytest.mark.parametrize("most", [0, -1, 101, "2", 1.5, True, [1]])
    def test_what_is_no_limit_is_refused(self, cast: Cast, most: Any) -> None:
        assert_problem(program_of(cast.consultant).post("own-limit/", {"most": most}), 422)
        assert not OwnLimit.objects.exists()

    def test_more_than_the_city_lets_one_is_refused_with_the_citys_number(self, cast: Cast) -> None:
        program = program_of(cast.consultant)
        city = ok(program.get("own-limit/"))["city_most"]
        problem = assert_problem(program.post("own-limit/", {"most": city + 1}), 422)
        [error] = problem["errors"]
        assert error["pointer"] == "/most" and str(city) in error["detail"]

    @pytest.mark.parametrize("who", ["supervisor", "coordinator", "administrator", "analyst"])
    def test_who_does_not_answer_has_none(self, cast: Cast, who: str) -> None:
        assert_problem(program_of(getattr(cast, who)).get("own-limit/"), 404)
        assert_problem(program_of(getattr(cast, who)).post("own-limit/", {"most": 1}), 404)

    def test_a_token_that_only_reads_changes_nothing(self, cast: Cast) -> None:
        program = program_of(cast.consultant, "inbox:read")
        assert_problem(program.post("own-limit/", {"most": 1}), 403)
