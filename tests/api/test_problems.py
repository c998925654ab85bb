"""Every failure below /api/ is a problem after RFC 9457, in the language that was asked for."""

from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client

from api.parsers import MOST_BYTES
from api.problems import pointed
from casework.cases.models import Case
from ostoja.ui.problems import DETAILS, NAMES, TITLES
from tenants.fence import entered_platform
from tenants.models import City
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def test_every_status_has_a_name_and_a_title() -> None:
    assert NAMES.keys() == TITLES.keys() >= DETAILS.keys()


def test_nothing_here_and_nothing_to_see_look_the_same(cast: Cast) -> None:
    case = make_case(cast)
    stranger = program_of(cast.stranger)
    hidden = assert_problem(stranger.get(f"cases/{case.pk}/"), 404)
    absent = assert_problem(stranger.get(f"cases/{uuid4()}/"), 404)
    assert hidden.pop("instance") != absent.pop("instance")
    assert hidden == absent


@pytest.mark.parametrize("path", ["x/", "cases/x/", "cases/1/", "cases", "/api/", "/api/v2/cases/"])
def test_an_address_that_is_none_is_a_problem_too(cast: Cast, path: str) -> None:
    body = assert_problem(program_of(cast.consultant).get(path), 404)
    assert body["instance"].endswith(path)


def test_an_address_without_its_slash_is_told_so(cast: Cast) -> None:
    program = program_of(cast.consultant)
    for answer in (program.get("cases"), program.post("cases", {"a": 1})):
        assert assert_problem(answer, 404)["detail"] == "The address ends with a slash."


def test_the_query_and_so_a_secret_in_it_is_not_repeated(cast: Cast) -> None:
    answer = program_of(cast.consultant).get("cases/?password=hunter2")
    assert "hunter2" not in answer.content.decode()


def test_words_follow_the_language_of_the_program(cast: Cast) -> None:
    english, polish, german = (
        Program(language=code).get("cases/").json() for code in ("en", "pl", "de")
    )
    assert english["title"] == "No valid token"
    assert polish["title"] == "Brak ważnego tokenu"
    assert german == english
    answer = Program(language="pl").get("nothing/")
    assert answer.json()["title"] == "Nie ma takiego zasobu"
    assert answer.headers["Content-Language"] == "pl"


def test_a_method_that_is_not_offered(cast: Cast) -> None:
    program = program_of(cast.consultant)
    answer = program.delete("cases/")
    assert_problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST", "HEAD"}
    for method in ("put", "options", "trace"):
        assert_problem(getattr(program.client, method)("/api/v1/me/", headers=_of(program)), 405)


def _of(program: Program) -> dict[str, str]:
    return {"Authorization": f"Token {program.token}", "Accept-Language": "en"}


MEDIA = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


def test_only_json_is_offered_and_taken(cast: Cast) -> None:
    program = program_of(cast.consultant)
    assert_problem(program.get("cases/", Accept="text/html"), 406)
    for media in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = program.client.post(
            "/api/v1/cases/",
            data=b"x",
            content_type=media,
            headers=_of(program) | {"Idempotency-Key": "12345678"},
        )
        assert_problem(answer, 415)


def test_too_large_a_body(cast: Cast) -> None:
    body = b'{"text": "' + b"x" * MOST_BYTES + b'"}'
    assert_problem(program_of(cast.consultant).post("cases/", body), 413)


def test_each_error_names_the_member_it_is_about(cast: Cast) -> None:
    sent: dict[str, Any] = {
        "pseudonym": "",
        "needs": ["x", str(uuid4())],
        "urgency": "soon",
        "a/b~c": 1,
    }
    program = program_of(cast.consultant)
    unknown = assert_problem(program.post("cases/", sent), 422)["errors"]
    assert [one["pointer"] for one in unknown] == ["/a~1b~0c"]
    del sent["a/b~c"]
    errors = assert_problem(program.post("cases/", sent), 422)["errors"]
    assert {one["pointer"] for one in errors} == {"/pseudonym", "/summary", "/needs/0"}


def test_a_need_that_is_not_the_citys_is_told_by_the_rooms_own_form(cast: Cast) -> None:
    sent = {"pseudonym": "A", "summary": "B", "needs": [str(uuid4())], "urgency": "soon"}
    [error] = assert_problem(program_of(cast.consultant).post("cases/", sent), 422)["errors"]
    assert error["pointer"] == "/needs" and not Case.objects.exists()


def test_pointers_go_into_lists_and_objects() -> None:
    found = list(
        pointed({"a": {1: ["wrong"]}, "non_field_errors": ["all"], "b": [{}, {"c": ["x"]}]})
    )
    assert found == [
        {"pointer": "/a/1", "detail": "wrong"},
        {"pointer": "", "detail": "all"},
        {"pointer": "/b/1/c", "detail": "x"},
    ]


def test_a_mistake_of_ours_says_nothing_of_itself(cast: Cast) -> None:
    program = program_of(cast.consultant)
    with mock.patch("api.v1.cases.cases_visible_to", side_effect=RuntimeError("secret words")):
        answer = program.get("cases/")
    assert_problem(answer, 500)
    assert "secret" not in answer.content.decode()


def test_a_suspended_city_is_closed_for_programs_too(cast: Cast) -> None:
    program = program_of(cast.consultant)
    with entered_platform():
        City.objects.filter(slug="gdansk").update(stage="suspended")
    answer = program.get("cases/")
    assert_problem(answer, 503)
    assert "Retry-After" not in answer.headers, "nobody knows how long"


def test_an_unknown_host_has_no_api(cast: Cast) -> None:
    answer = Client(HTTP_HOST="nowhere.localhost").get("/api/v1/needs/")
    assert answer.status_code == 404 and b"gda" not in answer.content.lower()


def test_headers_of_every_answer(cast: Cast) -> None:
    for answer in (Program().get("cases/"), Program().get("needs/"), Program().get("x/")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
