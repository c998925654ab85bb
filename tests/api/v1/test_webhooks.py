"""Webhooks through the API: a partner's program sets up its own, and reads what it was told."""

from typing import Any

import pytest

from api.openapi import committed
from api.webhooks.actions import send_test
from api.webhooks.delivering import deliver_due
from api.webhooks.events import EVENTS
from api.webhooks.models import Webhook
from api.webhooks.payload import EXAMPLE
from tests.api.programs import Program, assert_problem, program_of
from tests.api.webhooks.making import listening, make_webhook
from tests.cast import Cast


@pytest.fixture
def program(cast: Cast) -> Program:
    return program_of(cast.partner_worker, "webhooks:write")


def new(cast: Cast, **facts: Any) -> dict[str, Any]:
    """What is sent."""
    return {
        "organisation": str(cast.partner.pk),
        "name": "System",
        "address": "https://system.example/x",
        "kinds": ["referral.sent"],
        **facts,
    }


def test_from_adding_to_removing(cast: Cast, program: Program) -> None:
    made = program.post("webhooks/", new(cast), key="one-and-the-same")
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    assert program.post("webhooks/", new(cast), key="one-and-the-same").json() == made.json()
    path = made.headers["Location"]
    shown = program.get(path)
    assert "secret" not in shown.json() and shown.json()["kinds"] == ["referral.sent"]
    tag = shown.headers["ETag"]
    changed = program.patch(path, {"kinds": ["task.given"]}, match=tag)
    assert (changed.json()["kinds"], changed.json()["name"]) == (["task.given"], "System")
    assert_problem(program.patch(path, {"name": "X"}, match=tag), 412)
    assert_problem(program.patch(path, {"name": "X"}), 428)
    renewed = program.post(f"{path}secret/", {}, match=changed.headers["ETag"])
    assert renewed.json()["secret"] not in {None, made.json()["secret"]}
    assert program.post(f"{path}pause/").json()["paused"] == "by_hand"
    assert_problem(program.post(f"{path}test/"), 409)
    resumed = program.post(f"{path}resume/")
    assert resumed.json()["paused"] == ""
    assert program.delete(path, match=resumed.headers["ETag"]).status_code == 204
    assert_problem(program.get(path), 404)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"address": "http//x"}, "/address"),
        ({"address": "https://a:b@x.example/"}, "/address"),
        ({"kinds": []}, "/kinds"),
        ({"kinds": ["case.opened"]}, "/kinds/0"),
        ({"name": 7}, "/name"),
        ({"secret": "mine"}, "/secret"),
    ],
)
def test_what_is_wrong_is_named(
    cast: Cast, program: Program, wrong: dict[str, Any], pointer: str
) -> None:
    problem = assert_problem(program.post("webhooks/", new(cast, **wrong)), 422)
    assert pointer in {one["pointer"] for one in problem["errors"]}
    assert not Webhook.objects.exists()


def test_what_was_told_and_sent_once_more(cast: Cast, program: Program) -> None:
    with listening() as system:
        row = make_webhook(cast.partner, address=system.address)
        path = f"webhooks/{row.pk}/"
        made = program.post(f"{path}test/").json()
        assert deliver_due() == 1
        [message] = program.get(f"{path}messages/").json()["results"]
        assert message["id"] == made["id"] and message["delivered_at"]
        one = f"{path}messages/{made['id']}/"
        assert program.get(one).json()["tries"][0]["status"] == 204
        assert program.post(f"{one}replay/").json()["delivered_at"] is None
        assert deliver_due() == 1
        since = {"since": "2026-01-01T00:00:00+01:00"}
        assert program.post(f"{path}replay/", since).json() == {"messages": 1}
        assert deliver_due() == 1 and len({one.id for one in system.received}) == 1
    later = {"since": "2099-01-01T00:00:00+01:00"}
    assert_problem(program.post(f"{path}replay/", later), 422)


def test_what_is_anothers_is_not_there(cast: Cast, program: Program) -> None:
    theirs = make_webhook(cast.other_partner)
    message = send_test(webhook=theirs, by=None)
    path = f"webhooks/{theirs.pk}/"
    assert program.get("webhooks/").json()["results"] == []
    for one in (path, f"{path}messages/", f"{path}messages/{message.pk}/"):
        assert_problem(program.get(one), 404)
    for step in ("pause/", "resume/", "test/", f"messages/{message.pk}/replay/"):
        assert_problem(program.post(f"{path}{step}"), 404)
    body = new(cast, organisation=str(cast.other_partner.pk))
    assert_problem(program.post("webhooks/", body), 404)


def test_a_token_of_another_part_opens_nothing(cast: Cast) -> None:
    assert_problem(program_of(cast.partner_worker, "referrals:write").get("webhooks/"), 403)


def test_the_description_says_what_is_sent(cast: Cast) -> None:
    described = committed.as_data()["webhooks"]
    assert set(described) == {*EVENTS, "gone", "test"}
    schema = committed.as_data()["components"]["schemas"]["WebhookEvent"]
    assert schema["examples"] == [EXAMPLE]
    text = Program().get("/api/webhooks/")
    assert text.status_code == 200 and "webhook-signature" in text.content.decode()
    assert "/api/webhooks/" in Program().get("/api/docs/").content.decode()
