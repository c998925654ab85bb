"""What people are to be told, through the API: the same rules as on the pages."""

from uuid import uuid4

from casework.intake.models import Message
from casework.telling.models import Attempt
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.telling.making import accepted, talk
from tests.cast import Cast

WORDS = "Fundacja Łąka Panu pomoże."


def test_a_program_reads_the_ways_and_tells_once(cast: Cast) -> None:
    telling = accepted(cast)
    talk(telling.case, may_write="yes")
    program, path = program_of(cast.consultant), f"tellings/{telling.pk}/"
    [row] = ok(program.get(f"tellings/?case={telling.case_id}&state=waiting"))["results"]
    assert (row["id"], row["what"]) == (str(telling.pk), "accepted")
    found = ok(program.get(path))
    assert cast.partner.name in found["proposal"]
    assert {one["way"]: one["standing"] for one in found["ways"]}["email"] == "open"
    key = str(uuid4())
    body = {"text": WORDS, "notice": "email"}
    for _turn in range(2):
        told = ok(program.post(f"{path}tell/", body, match='"1"', key=key))
        assert (told["state"], told["way"]) == ("told", "conversation")
    assert Message.objects.filter(author="staff").count() == 1
    assert_problem(program.post(f"{path}tell/", body, match='"1"'), 409)
    assert Attempt.objects.count() == 2


def test_what_must_be_changed_is_said_where_it_stands(cast: Cast) -> None:
    telling = accepted(cast)
    program, path = program_of(cast.consultant), f"tellings/{telling.pk}/"
    assert pointers(program.post(f"{path}tell/", {"text": WORDS}, match='"1"')) == {"/text"}
    talk(telling.case, may_write="no")
    refused = program.post(f"{path}tell/", {"text": WORDS, "notice": "text"}, match='"1"')
    assert pointers(refused) == {"/notice"}
    late = program.post(f"{path}not-told/", {"why_not": "not_reached"}, match='"1"')
    assert pointers(late) == {"/again_on"}
    assert_problem(program.post(f"{path}tell/", {"text": WORDS}, match='"7"'), 412)


def test_a_message_that_is_not_allowed_is_refused_where_the_way_stands(cast: Cast) -> None:
    telling = accepted(cast)
    talk(telling.case, may_write="no")
    program, path = program_of(cast.consultant), f"tellings/{telling.pk}/"
    ok(program.post(f"{path}tell/", {"text": WORDS}, match='"1"'))
    assert pointers(program.post(f"{path}notice/", {"way": "email"})) == {"/way"}


def test_calls_reasons_and_messages(cast: Cast) -> None:
    telling = accepted(cast)
    program, path = program_of(cast.consultant), f"tellings/{telling.pk}/"
    call = {"way": "call", "result": "not_reached"}
    assert ok(program.post(f"{path}contact/", call, match='"1"'))["state"] == "waiting"
    assert_problem(program.post(f"{path}notice/", {"way": "email"}), 409)
    why = {"why_not": "asked_not", "note": "Prosi o ciszę."}
    assert ok(program.post(f"{path}not-told/", why, match='"2"'))["state"] == "not_told"


def test_others_find_nothing(cast: Cast) -> None:
    telling = accepted(cast)
    for who in (cast.partner_worker, cast.stranger):
        program = program_of(who)
        assert ok(program.get("tellings/"))["results"] == []
        assert_problem(program.get(f"tellings/{telling.pk}/"), 404)
        assert_problem(
            program.post(f"tellings/{telling.pk}/tell/", {"text": "x"}, match='"1"'), 404
        )
