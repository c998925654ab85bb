"""What retention deletes of a conversation: every row beside it, and no trace of its words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from casework.intake import actions
from casework.intake.actions.recorded import record_contact
from casework.intake.choices import Channel
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.models import (
    CheckWordAsked,
    Conversation,
    DangerRun,
    Escalation,
    IncomingMail,
    Letter,
    MailSender,
    Message,
)
from casework.intake.retention import CONVERSATIONS
from casework.partners.models import Need
from ostoja.privacy.keys import keyed_hash
from ostoja.privacy.retention.selectors import previews, rule_of, shares_of
from tests.casework.intake.reports import code_of, make_report
from tests.cast import Cast, browser_of
from tests.platform.ostoja.privacy.retention.situations import run

# What stays on purpose, by keys alone: who did what, which e-mail was taken, what was deleted.
STAYS = {"audit_auditevent", "retention_disposal", "notifications_notification"}


def beside() -> Iterator[type[models.Model]]:
    """Every model with a key of a conversation that goes with it."""
    for model in apps.get_app_config("intake").get_models():
        for field in model._meta.concrete_fields:
            is_ours = field.related_model is Conversation
            if is_ours and getattr(field.remote_field, "on_delete", None) is models.CASCADE:
                yield model


def whole(cast: Cast) -> Conversation:
    """A conversation with something in every table beside it."""
    by, row = (
        cast.consultant,
        make_report(
            needs=[Need.objects.get(key="shelter")],
            is_minor=True,
            safe_contact={
                "phone": "+48600100200",
                "email": "ola@poczta.example",
                "check_word": "wrzos",
            },
        ),
    )
    actions.claim(conversation=row, by=by)
    actions.set_risk(conversation=row, kind=Risk.CHILD, reason="canary-risk", by=by)
    actions.call_for_help(conversation=row, by=by)
    actions.begin_danger(conversation=row, by=by)
    actions.tick_danger(conversation=row, step=0, by=by)
    actions.end_danger(conversation=row, by=by)
    actions.write_aside(conversation=row, submission=uuid4(), text="canary-aside", by=by)
    actions.read_duties(conversation=row, by=by)
    row.refresh_from_db()
    actions.pass_on(
        conversation=row, version=row.version, receiver=cast.colleague, note="canary-note", by=by
    )
    until = timezone.now() + timedelta(hours=1)
    actions.keep_quiet(
        conversation=row, kind=Quiet.MUTE, until=until, reason="canary-mute", by=cast.supervisor
    )
    other = make_report("Inna.")
    actions.link_same_person(conversation=row, code=code_of(other), by=by)
    _mailed(row)
    CheckWordAsked.objects.create(conversation=row, was_right=True, asked_by=by)
    Escalation.objects.create(conversation=row, waiting_since=timezone.now(), step=1)
    return row


def _mailed(row: Conversation) -> None:
    hashed = keyed_hash("tests", b"ola@poczta.example")
    MailSender.objects.create(conversation=row, address="ola@poczta.example", address_hash=hashed)
    Letter.objects.create(conversation=row, key_hash=keyed_hash("tests", b"key"))
    IncomingMail.objects.create(
        uid_validity=1, uid=1, identity=keyed_hash("tests", b"id"), fate="new", conversation=row
    )


def call(cast: Cast) -> Conversation:
    """A telephone call that somebody wrote down."""
    facts: dict[str, Any] = {
        "channel": Channel.PHONE, "happened_at": timezone.now(), "text": "canary-call",
        "language": "pl", "is_minor": None, "needs": [], "urgency": "", "name": "Canary Nowak",
    }  # fmt: skip
    return record_contact(submission=uuid4(), by=cast.consultant, **facts)


def aged(*rows: Conversation, days: int = 400) -> None:
    """So many days after the last word, with nobody waiting."""
    keys = [row.pk for row in rows]
    then = timezone.now() - timedelta(days=days)
    Message.objects.filter(conversation__in=keys).update(created_at=then)
    Conversation.objects.filter(pk__in=keys).update(state="closed", waiting_since=None)


def tables_with(text: str) -> set[str]:
    """The tables of the city in which this stands in any column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT EXISTS (SELECT 1 FROM {name} AS row WHERE row::text LIKE %s)",
                [f"%{text}%"],
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_the_situation_has_a_row_in_every_table_beside(cast: Cast) -> None:
    """A new table beside conversations that this test does not know fails here."""
    whole(cast)
    call(cast)
    assert [model for model in beside() if not model._default_manager.exists()] == []


def test_everything_beside_goes_and_no_key_of_it_is_left(cast: Cast) -> None:
    rows = whole(cast), call(cast)
    aged(*rows)
    for key in (str(rows[0].pk), bytes(rows[0].receipt_hash).hex()):
        assert "intake_conversation" in tables_with(key)  # the search finds what is there
    assert "intake_mailsender" in tables_with(keyed_hash("tests", b"ola@poczta.example").hex())
    assert run().ended_at is not None
    assert not Conversation.objects.filter(pk__in=[row.pk for row in rows]).exists()
    left = {
        model
        for model in beside()
        for field in model._meta.concrete_fields
        if field.related_model is Conversation
        and model._default_manager.filter(**{f"{field.name}__in": [row.pk for row in rows]})
    }
    assert left == set()
    for row in rows:
        assert tables_with(str(row.pk)) <= STAYS
        assert tables_with(bytes(row.receipt_hash).hex()) == set()
    assert tables_with(keyed_hash("tests", b"ola@poczta.example").hex()) == set()


def test_which_e_mail_was_taken_stays_without_the_conversation(cast: Cast) -> None:
    row = whole(cast)
    aged(row)
    run()
    mail = IncomingMail.objects.get()
    assert mail.conversation is None and bytes(mail.identity)


def test_the_code_opens_nothing_any_more(cast: Cast) -> None:
    from casework.intake.selectors import conversation_by_code

    row = whole(cast)
    code = code_of(row)
    aged(row)
    run()
    assert conversation_by_code(code) is None
    answer = browser_of(None).post("/pl/info/2/", {"code": code})
    assert answer.status_code == 422


def test_the_other_of_the_same_person_stays(cast: Cast) -> None:
    row = whole(cast)
    aged(row)
    run()
    assert Conversation.objects.filter(messages__number=1).exists()


@pytest.mark.parametrize("is_over", [False, True])
def test_a_danger_to_life_that_is_not_over_keeps_it(cast: Cast, is_over: bool) -> None:
    row = make_report()
    actions.begin_danger(conversation=row, by=cast.consultant)
    if is_over:
        actions.end_danger(conversation=row, by=cast.consultant)
    aged(row)
    shares = shares_of(rule_of(CONVERSATIONS))
    assert shares[-1].number == (0 if is_over else 1)
    run()
    assert Conversation.objects.filter(pk=row.pk).exists() != is_over
    assert DangerRun.objects.exists() != is_over


def test_the_preview_is_on_by_default_and_says_what_the_run_does(cast: Cast) -> None:
    rows = whole(cast), call(cast), make_report("Młoda.")
    aged(*rows[:2])
    aged(rows[2], days=350)
    rule = rule_of(CONVERSATIONS)
    assert rule.is_on and rule.days == 365
    mine = next(one for one in previews() if one.rule.kind is CONVERSATIONS)
    assert (mine.due, mine.soon) == (2, 1)
    before = Conversation.objects.count()
    run()
    assert before - Conversation.objects.count() == mine.due


def test_the_page_names_what_goes_along(cast: Cast) -> None:
    page = browser_of(cast.officer).get("/pl/staff/retention/").content.decode()
    for words in (
        "wiadomości i pliki",
        "słowa pracowników na boku",
        "zapis zagrożenia życia",
        "które trwa",
    ):
        assert words in page
