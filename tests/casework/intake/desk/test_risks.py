"""Risks: noted and taken back by people with a reason; words only suggest."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.desk.choices import Risk
from casework.intake.desk.hints import WORDS, suggestions
from casework.intake.models import Conversation, RiskFlag
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import make_report, page_of
from tests.cast import Cast, browser_of

WHY = "Pisze, że ma tabletki."


def note(report: Conversation, cast: Cast, reason: str = WHY) -> RiskFlag:
    return actions.set_risk(
        conversation=report, kind=Risk.SUICIDE, reason=reason, by=cast.consultant
    )


def test_a_risk_is_noted_with_time_person_and_reason(cast: Cast, report: Conversation) -> None:
    flag = note(report, cast)
    assert (flag.reason, flag.set_by) == (WHY, cast.consultant)
    event = AuditEvent.objects.get(verb="conversation.risk_set")
    assert WHY not in str(event.details) and event.details["kind"] == "suicide"


def test_sent_again_it_is_one_flag(cast: Cast, report: Conversation) -> None:
    assert note(report, cast) == note(report, cast)
    assert RiskFlag.objects.count() == 1


def test_a_second_reason_is_no_repetition(cast: Cast, report: Conversation) -> None:
    note(report, cast)
    with pytest.raises(NotAllowed, match=cast.consultant.full_name):
        actions.set_risk(
            conversation=report, kind=Risk.SUICIDE, reason="Inaczej", by=cast.colleague
        )


def test_the_database_keeps_one_standing_flag_of_a_kind(cast: Cast, report: Conversation) -> None:
    note(report, cast)
    with pytest.raises(IntegrityError, match="once_while_it_stands"), transaction.atomic():
        RiskFlag.objects.create(conversation=report, kind=Risk.SUICIDE, reason="x")


def test_it_is_taken_back_with_a_reason_and_stays_on_record(
    cast: Cast, report: Conversation
) -> None:
    flag = note(report, cast)
    take_back = partial(actions.withdraw_risk, conversation=report, pk=flag.pk)
    gone = take_back(reason="Jest u lekarza.", by=cast.supervisor)
    assert gone.withdrawn_at and gone.reason == WHY
    again = take_back(reason="Jest u lekarza.", by=cast.supervisor)
    assert again.withdrawn_at == gone.withdrawn_at
    with pytest.raises(NotAllowed):
        take_back(reason="Inny powód", by=cast.consultant)
    assert note(report, cast).pk != flag.pk, "it may stand again"


@pytest.mark.parametrize(
    "fields", [{"kind": "suicide"}, {"reason": WHY}, {"kind": "x", "reason": WHY}]
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    cast: Cast, report: Conversation, fields: dict[str, str]
) -> None:
    sent = {**fields, "text": "Moja odpo", "go": "1"}
    page = browser_of(cast.consultant).post(page_of(report, "risk/"), sent)
    text = page.content.decode()
    assert page.status_code == 422 and "Błąd" in text
    assert 'name="text" value="Moja odpo"' in text
    assert fields.get("reason", "") in text
    assert RiskFlag.objects.count() == 0


def test_after_noting_the_answer_that_was_begun_stands_in_the_form(
    cast: Cast, report: Conversation
) -> None:
    sent = {"kind": "suicide", "reason": WHY, "text": "Moja odpo", "go": "1"}
    text = browser_of(cast.consultant).post(page_of(report, "risk/"), sent).content.decode()
    assert "Moja odpo</textarea>" in text and "samobójstwo" in text


def test_whoever_only_comes_to_the_page_with_an_answer_notes_nothing(
    cast: Cast, report: Conversation
) -> None:
    page = browser_of(cast.consultant).post(page_of(report, "risk/"), {"text": "Moja odpo"})
    assert page.status_code == 200 and "Moja odpo" in page.content.decode()
    assert RiskFlag.objects.count() == 0


def test_a_reason_is_read_where_the_words_are_and_taken_back_there(
    cast: Cast, report: Conversation
) -> None:
    flag, client = note(report, cast), browser_of(cast.supervisor)
    assert WHY in client.get(page_of(report)).content.decode()
    address = page_of(report, f"risk/{flag.pk}/")
    assert client.post(address, {"go": "1", "reason": " "}).status_code == 422
    page = client.post(address, {"go": "1", "reason": "Rozmowa z lekarzem"}, follow=True)
    assert "Rozmowa z lekarzem" in page.content.decode()


def test_another_conversations_flag_is_not_there(cast: Cast, report: Conversation) -> None:
    flag = note(report, cast)
    address = page_of(make_report(), f"risk/{flag.pk}/")
    assert browser_of(cast.supervisor).get(address).status_code == 404


@pytest.mark.parametrize(
    ("words", "risk"),
    [
        ("Chcę skończyć ze sobą", Risk.SUICIDE),
        ("chcę się   ZABIĆ", Risk.SUICIDE),
        ("He hits me, every day", Risk.VIOLENCE),
        ("Ich will sterben", Risk.SUICIDE),
        ("Він б\u2019є дітей", Risk.CHILD),
        ("nie mam gdzie spać", Risk.SHELTER),
    ],
)
def test_plain_words_suggest(words: str, risk: Risk) -> None:
    assert [one.risk for one in suggestions([words])] == [risk]


@pytest.mark.parametrize(
    "words", ["Dzień dobry", "", "przesamobójny", "kitkillmyselfie", "{{7*7}}"]
)
def test_other_words_suggest_nothing(words: str) -> None:
    assert suggestions([words]) == []


def test_the_list_is_there_in_all_languages() -> None:
    assert set(WORDS) == {"pl", "en", "de", "uk"}
    assert all(risks[Risk.SUICIDE] for risks in WORDS.values())


def test_a_suggestion_is_shown_and_nothing_is_stored(cast: Cast) -> None:
    report = make_report("Nie chcę żyć.")
    before = AuditEvent.objects.count()
    text = browser_of(cast.consultant).get(page_of(report)).content.decode()
    assert "nie chcę żyć" in text and f"{page_of(report, 'risk/')}?kind=suicide" in text
    assert RiskFlag.objects.count() == 0
    assert AuditEvent.objects.count() == before + 1, "only that it was read"
    note(report, cast)
    later = browser_of(cast.consultant).get(page_of(report)).content.decode()
    assert "?kind=suicide" not in later


def test_a_withdrawn_flag_has_both_times(cast: Cast, report: Conversation) -> None:
    flag, before = note(report, cast), timezone.now()
    gone = actions.withdraw_risk(
        conversation=report, pk=flag.pk, reason="Minęło.", by=cast.consultant
    )
    assert gone.withdrawn_at is not None and gone.withdrawn_at >= before
