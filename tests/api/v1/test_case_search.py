"""Finding people over the API, and being told of a person who may be known."""

from typing import Any
from uuid import uuid4

import pytest

from api.models import Sending
from casework.cases.models import Case
from casework.intake.actions import receive_report
from ostoja.access.door import revoke
from ostoja.access.permissions import Permission
from tests.api.programs import assert_problem, program_of
from tests.casework.cases.situations import NAME, SUMMARY, make_case, need
from tests.cast import Cast

PHONE, PESEL = "+48600100200", "44051401359"


def facts(**more: Any) -> dict[str, Any]:
    """What opens a case."""
    known = {"pseudonym": "Wrzos", "summary": SUMMARY, "needs": [str(need().pk)]}
    return {**known, "urgency": "soon", **more}


class TestSearch:
    def test_it_gives_the_case_the_reason_and_the_name(self, cast: Cast) -> None:
        case = make_case(cast)
        program = program_of(cast.consultant, "cases:read")
        nobody = program.post("cases/search/", {"words": "barbara zmys"})
        assert nobody.json() == {"results": [], "more": False}
        body = program.post("cases/search/", {"words": "janina zmys"}).json()
        [found] = body["results"]
        assert (found["case"]["id"], found["reason"]) == (str(case.pk), "beginning")
        assert (found["of_person"], found["name"]) == (True, NAME)
        assert found["why"] == "the name begins so"

    def test_no_more_than_asked_for(self, cast: Cast) -> None:
        for _ in range(3):
            make_case(cast)
        body = program_of(cast.consultant).post("cases/search/", {"words": "janina", "limit": 2})
        assert len(body.json()["results"]) == 2 and body.json()["more"]

    def test_the_answer_is_not_kept(self, cast: Cast) -> None:
        make_case(cast)
        program = program_of(cast.consultant)
        for typed, number in (("janina", 1), ("nikt", 0)):
            answer = program.post("cases/search/", {"words": typed}, key="same-key-1")
            assert len(answer.json()["results"]) == number
            assert answer["Cache-Control"] == "no-store, private"
        assert not Sending.objects.exists()

    def test_a_stranger_finds_nothing(self, cast: Cast) -> None:
        case = make_case(cast, phone=PHONE)
        for typed in (NAME, PHONE, case.number):
            answer = program_of(cast.stranger).post("cases/search/", {"words": typed})
            assert answer.json()["results"] == []

    @pytest.mark.parametrize(
        "wrong",
        [{}, {"words": ""}, {"words": 7}, {"words": "a" * 101}, {"words": "a", "limit": 51}],
    )
    def test_what_cannot_be_looked_for_is_told(self, cast: Cast, wrong: dict[str, Any]) -> None:
        assert_problem(program_of(cast.consultant).post("cases/search/", wrong), 422)

    def test_words_in_the_address_are_refused(self, cast: Cast) -> None:
        assert_problem(program_of(cast.consultant).get("cases/search/?words=janina"), 405)

    def test_a_scope_for_something_else_does_not_reach_it(self, cast: Cast) -> None:
        program = program_of(cast.consultant, "directory:read")
        assert_problem(program.post("cases/search/", {"words": "janina"}), 403)


class TestKnownPerson:
    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ({"person_name": "zmyslona janina"}, "same_words"),
            ({"phone": "600 100 200"}, "phone"),
            ({"pesel": PESEL}, "pesel"),
        ],
    )
    def test_opening_is_refused_with_the_candidates(
        self, cast: Cast, typed: dict[str, str], reason: str
    ) -> None:
        known = make_case(cast, phone=PHONE, pesel=PESEL)
        program = program_of(cast.consultant)
        problem = assert_problem(program.post("cases/", facts(**typed)), 409)
        [candidate] = problem["candidates"]
        assert (candidate["case"]["id"], candidate["reason"]) == (str(known.pk), reason)
        assert Case.objects.count() == 1
        denied = facts(**typed, other_than=[str(known.pk)])
        assert program.post("cases/", denied).status_code == 201

    def test_the_same_key_may_go_on_with_the_answer(self, cast: Cast) -> None:
        known, program = make_case(cast), program_of(cast.consultant)
        assert_problem(program.post("cases/", facts(person_name=NAME), key="klucz-nr-1"), 409)
        denied = facts(person_name=NAME, other_than=[str(known.pk)])
        assert program.post("cases/", denied, key="klucz-nr-1").status_code == 201
        assert program.post("cases/", denied, key="klucz-nr-1").status_code == 201
        assert Case.objects.count() == 2

    def test_changing_too_unless_the_person_stays(self, cast: Cast) -> None:
        known, case = make_case(cast), make_case(cast, person_name="")
        program, path = program_of(cast.consultant), f"cases/{case.pk}/"
        match = program.get(path)["ETag"]
        assert_problem(program.patch(path, {"person_name": NAME}, match=match), 409)
        changed = {"person_name": NAME, "other_than": [str(known.pk)]}
        answer = program.patch(path, changed, match=match)
        assert answer.status_code == 200
        again = program.patch(path, {"age": 40}, match=answer["ETag"])
        assert again.status_code == 200 and again.json()["person_name"] == NAME

    def test_from_a_conversation_too(self, cast: Cast) -> None:
        known = make_case(cast)
        report, _is_new = receive_report(submission=uuid4(), text="Pomocy", language="pl")
        program, path = program_of(cast.consultant), f"conversations/{report.pk}/case/"
        problem = assert_problem(program.post(path, facts(person_name=NAME)), 409)
        assert problem["candidates"]
        denied = facts(person_name=NAME, other_than=[str(known.pk)])
        assert program.post(path, denied).status_code == 201

    def test_only_those_whom_one_may_read_are_told(self, cast: Cast) -> None:
        revoke(cast.centre.group, make_case(cast), Permission.CASE_PERSON)
        answer = program_of(cast.consultant).post("cases/", facts(person_name=NAME))
        assert answer.status_code == 201


class TestIdentity:
    def test_both_are_kept_in_one_form_and_read_back(self, cast: Cast) -> None:
        sent = facts(phone="600-100-200", pesel="440514 01359")
        body = program_of(cast.consultant).post("cases/", sent).json()
        assert (body["phone"], body["pesel"]) == (PHONE, PESEL)

    @pytest.mark.parametrize(
        ("wrong", "pointer"), [({"pesel": "44051401358"}, "/pesel"), ({"phone": "112"}, "/phone")]
    )
    def test_what_is_wrong_is_pointed_at(
        self, cast: Cast, wrong: dict[str, str], pointer: str
    ) -> None:
        problem = assert_problem(program_of(cast.consultant).post("cases/", facts(**wrong)), 422)
        assert [one["pointer"] for one in problem["errors"]] == [pointer]

    def test_who_may_not_read_the_person_reads_null(self, cast: Cast) -> None:
        case = make_case(cast, phone=PHONE, pesel=PESEL)
        revoke(cast.centre.group, case, Permission.CASE_PERSON)
        body = program_of(cast.consultant).get(f"cases/{case.pk}/").json()
        assert (body["phone"], body["pesel"], body["person_name"]) == (None, None, None)
