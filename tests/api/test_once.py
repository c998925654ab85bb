"""Idempotency-Key: however often it is sent, it is done once."""

import json
import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from api.models import Sending
from api.tasks import forget_sendings
from casework.cases.models import Note
from casework.partners.models import Organisation
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast, make_cast

BODY = {"text": "Rozmowa w środę o Marii.", "visibility": "own"}


def notes(cast: Cast) -> tuple[Program, str]:
    return program_of(cast.consultant), f"cases/{make_case(cast).pk}/notes/"


def test_the_same_key_and_body_give_the_same_answer_and_one_note(cast: Cast) -> None:
    program, path = notes(cast)
    first = program.post(path, BODY, key="klucz-nr-1")
    again = program.post(path, dict(reversed(BODY.items())), key="klucz-nr-1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json() and Note.objects.count() == 1
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers


def test_the_same_key_with_another_body_is_refused(cast: Cast) -> None:
    program, path = notes(cast)
    program.post(path, BODY, key="klucz-nr-1")
    for body, there in ((BODY | {"visibility": "everybody"}, path), (BODY, "cases/")):
        assert_problem(program.post(there, body, key="klucz-nr-1"), 422)
    assert Note.objects.count() == 1


def test_a_key_belongs_to_its_person(cast: Cast) -> None:
    program, path = notes(cast)
    program.post(path, BODY, key="klucz-nr-1")
    assert program_of(cast.colleague).post(path, BODY, key="klucz-nr-1").status_code == 201
    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    "key", [None, "short", "x" * 65, "with space 1", "ąąąąąąąąą", "tab\tchars1"]
)
def test_without_a_proper_key_nothing_is_done(cast: Cast, key: str | None) -> None:
    program, path = notes(cast)
    assert_problem(program.post(path, BODY, key=key), 400)
    assert not Note.objects.exists()


def test_a_refusal_is_not_kept_so_the_key_may_be_used_again(cast: Cast) -> None:
    program, path = notes(cast)
    key = str(uuid4())
    assert_problem(program.post(path, {"text": "x"}, key=key), 422)
    assert program.post(path, BODY, key=key).status_code == 201


def test_who_saw_what_stays_recorded_where_the_change_is_refused(cast: Cast) -> None:
    program, path = notes(cast)
    AuditEvent.objects.filter(verb="case.seen")
    before = AuditEvent.objects.filter(verb="case.seen").count()
    assert_problem(program.post(path, {"text": "x"}), 422)
    assert AuditEvent.objects.filter(verb="case.seen").count() == before + 1


def test_the_kept_answer_is_encrypted(cast: Cast) -> None:
    program, path = notes(cast)
    program.post(path, BODY)
    with connection.cursor() as cursor:
        cursor.execute("select answer, fingerprint from api_sending")
        kept = b"".join(bytes(part) for part in cursor.fetchone())
    assert b"Mari" not in kept
    assert "Marii" in json.loads(Sending.objects.get().answer)["text"]


def test_after_a_day_answers_are_forgotten_and_nothing_is_done_twice(cast: Cast) -> None:
    program, path = notes(cast)
    first = program.post(path, BODY, key="klucz-nr-1").json()
    Sending.objects.update(created_at=timezone.now() - timedelta(hours=25))
    again = program.post(path, BODY, key="klucz-nr-1")
    assert again.status_code == 201 and again.json()["id"] == first["id"]
    assert Sending.objects.count() == 1
    assert program.post(path, BODY | {"text": "Inna."}, key="klucz-nr-2").status_code == 201
    Sending.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert forget_sendings.run() == 2
    assert not Sending.objects.exists()


def test_versions_and_addresses_are_repeated_too(cast: Cast) -> None:
    program = program_of(cast.coordinator)
    body = {"name": "Fundacja Sowa", "kind": "ngo"}
    first = program.post("organisations/", body, key="klucz-nr-1")
    again = program.post("organisations/", body, key="klucz-nr-1")
    assert Organisation.objects.filter(name="Fundacja Sowa").count() == 1
    for name in ("Location", "ETag"):
        assert first.headers[name] == again.headers[name]
    assert program.get(first.headers["Location"]).headers["ETag"] == first.headers["ETag"]


def test_of_many_at_once_one_is_done_and_the_others_hear_so(committed_database: str) -> None:
    with entered("gdansk"):
        program = program_of(make_cast().coordinator)
    body, start, answers = {"name": "Fundacja Sowa", "kind": "ngo"}, threading.Barrier(6), []

    def send() -> None:
        start.wait()
        own = Program(program.token)
        answers.append(own.post("organisations/", body, key="klucz-nr-1"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {one.status_code for one in answers} <= {201, 409}
    assert any(one.status_code == 201 for one in answers)
    with entered("gdansk"):
        assert Organisation.objects.filter(name="Fundacja Sowa").count() == 1
        again: Any = Program(program.token).post("organisations/", body, key="klucz-nr-1")
    assert again.status_code == 201
