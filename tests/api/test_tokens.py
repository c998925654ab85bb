"""Tokens: made once, kept as a hash, and useless the moment they should be."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from api import scopes
from api.actions import create_token, revoke_token
from api.models import Token
from api.selectors import tokens_of
from ostoja.accounts.actions import deactivate
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast, browser_of


def page(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(name, args=args)


def test_a_token_is_kept_as_a_hash_only(cast: Cast) -> None:
    row, token = create_token(
        user=cast.consultant, name="a", scopes=["read"], days=7, by=cast.consultant
    )
    mark = f"ostoja_{row.prefix}_"
    assert token.startswith(mark) and len(token.removeprefix(mark)) >= 40
    kept = json.dumps(
        {name: str(value) for name, value in Token.objects.values().get(pk=row.pk).items()}
    )
    assert token not in kept
    assert AuditEvent.objects.filter(verb="token.created", object_id=str(row.pk)).exists()


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_day_to_a_year(cast: Cast, days: int) -> None:
    with pytest.raises(ValueError):
        create_token(user=cast.consultant, name="a", scopes=["read"], days=days, by=None)


def test_the_database_refuses_a_token_that_ends_before_it_begins(cast: Cast) -> None:
    row, _token = create_token(user=cast.consultant, name="a", scopes=[], days=1, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(days=9))


def said(answer: Any) -> str:
    return str(assert_problem(answer, 401)["detail"])


def test_every_token_that_does_not_work_is_refused_in_the_same_words(cast: Cast) -> None:
    expired, revoked, left = (program_of(cast.consultant) for _ in range(3))
    one, two, _three = Token.objects.order_by("created_at")
    Token.objects.filter(pk=one.pk).update(
        created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now()
    )
    revoke_token(token=two, by=cast.consultant)
    words = {said(expired.get("me/")), said(revoked.get("me/")), said(Program("x").get("me/"))}
    assert left.get("me/").status_code == 200
    cast.consultant.is_active = False
    cast.consultant.save()
    words.add(said(left.get("me/")))
    assert len(words) == 1


@pytest.mark.parametrize(
    "header", ["Token", "Token a b", "Bearer x", "Basic eDp5", "Token " + "ż" * 9, "T" * 9000]
)
def test_a_header_that_is_none_is_refused(cast: Cast, header: str) -> None:
    answer = Program().get("me/", Authorization=header.encode().decode("latin-1"))
    assert_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_a_browsers_session_does_not_open_the_api(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    assert browser.get("/pl/staff/").status_code == 200
    assert_problem(browser.get("/api/v1/cases/"), 401)
    key = {"Idempotency-Key": "12345678"}
    answer = browser.post("/api/v1/cases/", "{}", content_type="application/json", headers=key)
    assert_problem(answer, 401)


def test_the_day_of_the_last_use_is_noted_once(cast: Cast, django_assert_num_queries: Any) -> None:
    program = program_of(cast.consultant)
    assert Token.objects.get().last_used_on is None
    program.get("me/")
    assert Token.objects.get().last_used_on == timezone.localdate()
    with django_assert_num_queries(1):  # the token with its person and their roles
        program.get("me/")


SCOPED = [
    (["read"], "cases/", 200),
    (["cases:read"], "cases/", 200),
    (["cases:write"], "cases/", 200),
    (["referrals:write"], "cases/", 403),
    (["referrals:write"], "organisations/", 200),
    ([], "me/", 200),
]


@pytest.mark.parametrize(("held", "path", "status"), SCOPED)
def test_a_token_reaches_as_far_as_its_scope(
    cast: Cast, held: list[str], path: str, status: int
) -> None:
    _row, token = create_token(user=cast.consultant, name="a", scopes=held, days=1, by=None)
    assert Program(token).get(path).status_code == status


def test_a_token_that_reads_cannot_write(cast: Cast) -> None:
    assert_problem(program_of(cast.consultant, "read", "cases:read").post("cases/", {}), 403)


def test_out_of_scope_one_sees_only_the_public_directory(cast: Cast) -> None:
    narrow, wide = program_of(cast.coordinator, "cases:read"), program_of(cast.coordinator)
    assert narrow.get("organisations/").json()["results"] == []
    assert wide.get("organisations/").json()["results"]


def test_what_a_program_does_is_on_record_with_its_token_and_nothing_that_follows(
    cast: Cast,
) -> None:
    case = make_case(cast)
    row, token = create_token(
        user=cast.consultant, name="x", scopes=["write"], days=1, by=cast.consultant
    )
    assert Program(token).get(f"cases/{case.pk}/").status_code == 200
    browser_of(cast.consultant).get(f"/pl/staff/cases/{case.pk}/")
    seen = AuditEvent.objects.filter(verb="case.seen").order_by("at")
    assert list(seen.values_list("via", flat=True)) == [f"token:{row.prefix}", ""]


def test_every_scope_has_words() -> None:
    assert all(scopes.label_of(scope) for scope in scopes.ALL)


def test_whoever_leaves_leaves_no_token_behind(cast: Cast) -> None:
    program_of(cast.colleague)
    deactivate(user=cast.colleague, by=cast.administrator)
    assert not tokens_of(cast.colleague).exists()


def test_the_command_prints_the_token_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("token", "create", city="gdansk", user=cast.consultant.email, scope=["read"])
    token = capsys.readouterr().out.strip()
    me = Program(token).get("me/").json()
    assert me["email"] == cast.consultant.email and me["scopes"] == ["read"]


@pytest.mark.parametrize("on_the_page", [True, False])
def test_its_person_is_told_whoever_made_it(
    cast: Cast, on_the_page: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if on_the_page:
        browser_of(cast.consultant).post(page("token_new"), form())
    else:
        call_command("token", "create", city="gdansk", user=cast.consultant.email)
    row, letter = Token.objects.get(), OutboxMessage.objects.get()
    assert (letter.to, letter.subject) == (cast.consultant.email, "Utworzono token dla programu")
    assert f"ostoja_{row.prefix}\n" in letter.body and "Gdansk" in letter.body
    assert not re.search(rf"ostoja_{row.prefix}_", letter.body)


def test_the_command_speaks_to_machines(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("token", "create", "--json", city="gdansk", user=cast.consultant.email)
    about = json.loads(capsys.readouterr().out)
    assert about["scopes"] == ["write"] and about["city"] == "gdansk"
    assert Program(about["token"]).get("me/").status_code == 200


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"city": "atlantis"}, "atlantis"),
        ({"city": "../x"}, "../x"),
        ({"user": "nobody@city.example"}, "nobody"),
        ({"days": 0}, "--days"),
        ({"days": 400}, "--days"),
        ({"name": "x" * 101}, "--name"),
    ],
)
def test_the_command_says_what_to_mend(cast: Cast, options: dict[str, Any], word: str) -> None:
    given = {"city": "gdansk", "user": cast.consultant.email, **options}
    with pytest.raises(CommandError, match=word):
        call_command("token", "create", **given)


def form(**more: str) -> dict[str, str]:
    return {"name": "Program", "reach": "read", "days": "30", **more}


def test_a_person_makes_a_token_on_their_page_and_sees_it_once(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    made = browser.post(page("token_new"), form()).content.decode()
    row = Token.objects.get()
    token = made.partition(f"ostoja_{row.prefix}_")[2].partition('"')[0]
    assert Program(f"ostoja_{row.prefix}_{token}").get("me/").status_code == 200
    listed = browser.get(page("tokens")).content.decode()
    assert "Program" in listed and token not in listed


def test_a_form_with_mistakes_comes_back_with_what_was_typed(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    for wrong in ({"reach": "parts"}, {"days": "9999"}, {"name": ""}, {"reach": "all"}):
        answer = browser.post(page("token_new"), form(name="Program X") | wrong)
        assert answer.status_code == 422
        assert "name" in wrong or "Program X" in answer.content.decode()
    assert not Token.objects.exists()


def test_parts_may_be_chosen(cast: Cast) -> None:
    data = {**form(reach="parts"), "parts": ["cases:read", "referrals:write"]}
    browser_of(cast.consultant).post(page("token_new"), data)
    assert Token.objects.get().scopes == ["cases:read", "referrals:write"]


def test_a_person_revokes_their_own_token_and_no_other(cast: Cast) -> None:
    program = program_of(cast.consultant)
    row = Token.objects.get()
    address = page("token_revoke", row.pk)
    assert browser_of(cast.colleague).post(address).status_code == 404
    assert browser_of(cast.consultant).get(address).status_code == 405
    assert browser_of(cast.consultant).post(address).status_code == 302
    assert_problem(program.get("me/"), 401)
    assert AuditEvent.objects.filter(verb="token.revoked", object_id=str(row.pk)).exists()


def test_making_a_token_asks_for_the_password_again(cast: Cast) -> None:
    from allauth.account.internal.flows import login

    browser = browser_of(cast.consultant)
    session = browser.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
    session.save()
    answer = browser.post(page("token_new"), form())
    assert answer.status_code == 302 and "/confirm/" in answer.headers["Location"]
    assert not Token.objects.exists()
