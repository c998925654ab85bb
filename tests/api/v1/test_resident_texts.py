"""Programs of administrators read and change the city's words to residents."""

from typing import Any

import pytest

from ostoja.audit.models import AuditEvent
from tenants.profile.models import PublicText
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.intake.reports import phone
from tests.cast import Cast

PATH = "resident-texts/contact_notice/"
WORDS = {"pl": "Czyta to jedna osoba.", "uk": "Це читає одна людина."}


def test_they_are_listed_in_the_order_in_which_a_person_reads_them(cast: Cast) -> None:
    rows = ok(program_of(cast.administrator).get("resident-texts/"))["results"]
    keys = ["contact_notice", "anonymity_limits", "what_happens_next"]
    assert [row["key"] for row in rows] == keys
    assert all(row["title"] and row["where"] for row in rows)


def test_one_is_changed_and_residents_read_it(cast: Cast) -> None:
    program = program_of(cast.administrator)
    tag = program.get(PATH).headers["ETag"]
    changed = ok(program.patch(PATH, {"text": WORDS}, match=tag))
    assert changed["text"] == WORDS
    assert "Czyta to jedna osoba." in phone().get("/pl/info/").content.decode()
    assert AuditEvent.objects.get(verb="public_text.changed").actor_id == cast.administrator.pk


def test_one_that_was_never_written_is_written(cast: Cast) -> None:
    PublicText.objects.filter(key="contact_notice").delete()
    program = program_of(cast.administrator)
    before = program.get(PATH)
    assert before.json()["version"] == 0
    ok(program.patch(PATH, {"text": WORDS}, match=before.headers["ETag"]))
    assert ok(program.get(PATH))["version"] == 1


def test_somebody_who_was_quicker_is_not_overwritten(cast: Cast) -> None:
    program = program_of(cast.administrator)
    tag = program.get(PATH).headers["ETag"]
    ok(program.patch(PATH, {"text": WORDS}, match=tag))
    assert_problem(program.patch(PATH, {"text": {"pl": "Inne."}}, match=tag), 412)
    assert_problem(program.patch(PATH, {"text": {"pl": "Inne."}}), 428)
    assert PublicText.objects.get(key="contact_notice").text["pl"] == WORDS["pl"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": {"pl": ""}}, "/text/pl"),
        ({"text": {"uk": "Лише так."}}, "/text/pl"),
        ({"text": {"pl": "x" * 801}}, "/text/pl"),
        ({"text": {"fr": "x"}}, "/text/fr"),
        ({"key": "x", "text": WORDS}, "/key"),
        ({}, "/text"),
    ],
)
def test_what_is_wrong_is_named(cast: Cast, body: dict[str, Any], pointer: str) -> None:
    program = program_of(cast.administrator)
    tag = program.get(PATH).headers["ETag"]
    assert pointer in pointers(program.patch(PATH, body, match=tag))


@pytest.mark.parametrize("key", ["nothing", "privacy", "x" * 300])
def test_there_are_no_others(cast: Cast, key: str) -> None:
    program = program_of(cast.administrator)
    assert_problem(program.get(f"resident-texts/{key}/"), 404)
    assert_problem(program.patch(f"resident-texts/{key}/", {"text": WORDS}, match='"0"'), 404)


@pytest.mark.parametrize("who", ["consultant", "supervisor", "coordinator", "analyst", "officer"])
def test_for_others_there_are_none(cast: Cast, who: str) -> None:
    program = program_of(getattr(cast, who))
    assert_problem(program.get("resident-texts/"), 404)
    assert_problem(program.patch(PATH, {"text": WORDS}, match='"1"'), 404)
