"""One conversation, as staff see it."""

import re
from uuid import uuid4

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.choices import Doubt
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.intake.reports import (
    WORDS,
    make_entry_point,
    make_report,
    page_of,
    send_answer,
)
from tests.cast import Cast, browser_of, make_cast


@pytest.mark.parametrize(
    "who", ["stranger", "partner_worker", "administrator", "analyst", "member"]
)
@pytest.mark.parametrize("step", ["", "claim/", "release/", "answer/", "close/", "case/"])
def test_for_others_no_conversation_exists(cast: Cast, who: str, step: str) -> None:
    conversation = make_report()
    client = browser_of(getattr(cast, who))
    method = client.get if step in {"", "case/"} else client.post
    assert method(page_of(conversation, step)).status_code == 404
    assert client.get("/pl/staff/inbox/").status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "supervisor"])
def test_who_reads_along_answers_nothing(cast: Cast, who: str) -> None:
    conversation = make_report()
    client = browser_of(getattr(cast, who))
    page = client.get(page_of(conversation))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    for step in ("claim/", "release/", "answer/", "close/"):
        assert client.post(page_of(conversation, step), {"text": "x"}).status_code == 404
    assert conversation.messages.count() == 1


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast) -> None:
    answer = browser_of(None).get(page_of(make_report()))
    assert answer.status_code == 302
    assert "/staff/sign-in/" in answer["Location"]


def test_what_is_not_there_is_404(cast: Cast) -> None:
    assert browser_of(cast.consultant).get(f"/pl/staff/inbox/{uuid4()}/").status_code == 404


def test_another_citys_conversation_is_not_there(cast: Cast) -> None:
    conversation = make_report()
    with entered("elblag"):
        client = browser_of(make_cast().consultant, "elblag")
        assert client.get(page_of(conversation)).status_code == 404
        assert send_answer(client, conversation).status_code == 404
        assert client.get("/pl/staff/inbox/").status_code == 200
    assert browser_of(cast.consultant).get(page_of(conversation)).status_code == 200


@pytest.mark.parametrize("step", ["claim/", "release/", "answer/", "close/"])
def test_steps_are_not_taken_by_a_link(cast: Cast, step: str) -> None:
    answer = browser_of(cast.consultant).get(page_of(make_report(), step))
    assert answer.status_code == 405


def test_reading_leaves_a_row_in_the_audit(cast: Cast) -> None:
    conversation = make_report()
    text = browser_of(cast.consultant).get(page_of(conversation)).content.decode()
    assert WORDS in text
    event = AuditEvent.objects.get(verb="conversation.seen")
    assert event.actor_id == cast.consultant.pk
    assert event.object_id == event.subject_id == str(conversation.pk)


def test_who_wrote_what_is_told(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    send_answer(client, conversation)
    text = client.get(page_of(conversation)).content.decode()
    assert text.index(WORDS) < text.index("Dzień dobry.")
    assert cast.consultant.full_name in text


def test_markup_in_words_is_shown_as_words(cast: Cast) -> None:
    conversation = make_report("<script>alert(1)</script> {{ 7|add:7 }}")
    text = browser_of(cast.consultant).get(page_of(conversation)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in text


def test_the_language_of_the_person_is_told(cast: Cast) -> None:
    text = browser_of(cast.consultant).get(page_of(make_report(language="uk"))).content.decode()
    assert "ukraiński" in text and 'lang="uk"' in text
    own = browser_of(cast.consultant).get(page_of(make_report(language="pl"))).content.decode()
    assert "Jeśli możesz, odpowiedz w tym języku" not in own


def test_a_claim_is_told_to_the_second_who_comes(cast: Cast) -> None:
    conversation = make_report()
    browser_of(cast.colleague).post(page_of(conversation, "claim/"))
    late = browser_of(cast.consultant).post(page_of(conversation, "claim/"), follow=True)
    text = late.content.decode()
    assert f"Na tę rozmowę odpowiada teraz: {cast.colleague.full_name}" in text
    assert "<textarea" not in text
    conversation.refresh_from_db()
    assert conversation.claimed_by == cast.colleague


def test_a_claimed_conversation_can_be_put_back(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    client.post(page_of(conversation, "claim/"))
    page = client.post(page_of(conversation, "release/"), {"version": "2"}, follow=True)
    assert "wróciła do kolejki" in page.content.decode()
    again = client.post(page_of(conversation, "release/"), {"version": "3"}, follow=True)
    assert "ktoś był szybszy" in again.content.decode()


def test_what_is_in_other_hands_by_now_is_not_put_back(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    seen = conversation.version
    actions.release(conversation=conversation, by=cast.colleague)
    actions.claim(conversation=conversation, by=cast.supervisor)
    late = browser_of(cast.consultant).post(
        page_of(conversation, "release/"), {"version": str(seen)}, follow=True
    )
    assert "coś się tu zmieniło" in late.content.decode()
    conversation.refresh_from_db()
    assert conversation.claimed_by == cast.supervisor


@pytest.mark.parametrize("step", ["claim/", "release/", "close/"])
def test_no_button_loses_an_answer_that_somebody_began(cast: Cast, step: str) -> None:
    conversation = make_report()
    if step == "release/":
        conversation = actions.claim(conversation=conversation, by=cast.consultant)
    form = {"version": str(conversation.version), "text": "Moja odpo", "submission": str(uuid4())}
    page = browser_of(cast.consultant).post(page_of(conversation, step), form)
    text = page.content.decode()
    assert re.search("<textarea[^>]*>\\s*Moja odpo</textarea>", text)
    assert conversation.messages.count() == 1
    conversation.refresh_from_db()
    states = {"claim/": "claimed", "release/": "waiting", "close/": "waiting"}
    assert conversation.state == states[step]
    assert ("nie została wysłana" in text) == (step == "close/")


def test_an_answer_begun_survives_that_a_colleague_took_the_conversation(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    client = browser_of(cast.consultant)
    page = client.post(page_of(conversation, "claim/"), {"text": "Moja odpo"})
    text = page.content.decode()
    assert "Moja odpo" in text and cast.colleague.full_name in text
    released = client.post(
        page_of(conversation, "release/"),
        {"version": str(conversation.version), "text": "Moja odpo"},
    )
    assert re.search("<textarea[^>]*>\\s*Moja odpo</textarea>", released.content.decode())


def test_an_answer_takes_the_mark_of_a_machine_away(cast: Cast) -> None:
    conversation, client = make_report(is_doubtful=True), browser_of(cast.consultant)
    assert "automat" in client.get(page_of(conversation)).content.decode()
    send_answer(client, conversation)
    assert "automat" not in client.get(page_of(conversation)).content.decode()
    assert "automat" not in client.get("/pl/staff/inbox/?state=all").content.decode()


@pytest.mark.parametrize("doubt", Doubt)
def test_the_mark_of_a_machine_says_why_and_that_it_proves_nothing(
    cast: Cast, doubt: Doubt
) -> None:
    conversation = make_report(doubt=doubt)
    assert conversation.is_doubtful
    text = browser_of(cast.consultant).get(page_of(conversation)).content.decode()
    with translation.override("pl"):
        assert str(doubt.label) in text
    assert "Tak może napisać też człowiek" in text


@pytest.mark.parametrize(("is_minor", "told"), [(True, "tak"), (False, "nie"), (None, "")])
def test_the_page_says_what_the_person_said_of_their_age(
    cast: Cast, is_minor: bool | None, told: str
) -> None:
    page = browser_of(cast.consultant).get(page_of(make_report(is_minor=is_minor)))
    rows = {row["key"]: row["value"] for row in page.context["rows"]}
    assert rows.get("Poniżej 18 lat", "") == told
    assert ("govuk-tag--red" in page.content.decode()) == bool(is_minor)


def test_an_empty_answer_does_not_hide_that_something_was_written(cast: Cast) -> None:
    conversation = make_report()
    actions.write_again(conversation=conversation, submission=uuid4(), text="Nowe słowa")
    page = send_answer(browser_of(cast.consultant), conversation, text=" ")
    assert page.status_code == 422
    assert "coś się tu zmieniło" in page.content.decode()


def test_an_answer_is_sent_once(cast: Cast) -> None:
    conversation, submission = make_report(), str(uuid4())
    client = browser_of(cast.consultant)
    for _ in range(2):
        answer = send_answer(client, conversation, submission=submission)
        assert answer.status_code == 302
    assert conversation.messages.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "z" * 20_001, "a\x00b"])
def test_an_answer_that_cannot_be_taken_stays(cast: Cast, text: str) -> None:
    page = send_answer(browser_of(cast.consultant), make_report(), text=text)
    assert page.status_code == 422
    assert text.strip().replace("\x00", "\N{REPLACEMENT CHARACTER}") in page.content.decode()


def test_an_answer_to_what_has_changed_is_shown_again_with_the_news(cast: Cast) -> None:
    conversation = make_report()
    actions.write_again(conversation=conversation, submission=uuid4(), text="Już po wszystkim.")
    client = browser_of(cast.consultant)
    page = send_answer(client, conversation, text="Moja odpowiedź")
    text = page.content.decode()
    assert page.status_code == 409
    assert "Już po wszystkim." in text and "Moja odpowiedź" in text
    version = re.search('name="version" value="([0-9]+)"', text)
    assert version is not None
    assert send_answer(client, conversation, version=version[1]).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_broken_version_counts_as_an_old_one(cast: Cast, version: str) -> None:
    page = send_answer(browser_of(cast.consultant), make_report(), version=version)
    assert page.status_code == 409
    assert "Dzień dobry." in page.content.decode()


def test_words_for_a_colleagues_conversation_are_not_lost(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    version = str(conversation.version)
    page = send_answer(
        browser_of(cast.consultant), conversation, text="Moja odpowiedź", version=version
    )
    text = page.content.decode()
    assert page.status_code == 409
    assert "Moja odpowiedź" in text and cast.colleague.full_name in text
    assert conversation.messages.count() == 1


def test_a_conversation_is_closed(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    page = client.post(page_of(conversation, "close/"), {"version": "1"}, follow=True)
    assert "Rozmowa jest zamknięta" in page.content.decode()
    again = client.post(page_of(conversation, "close/"), {"version": "2"}, follow=True)
    assert "ktoś był szybszy" in again.content.decode()
    stale = client.post(page_of(conversation, "close/"), {"version": "1"}, follow=True)
    assert "coś się tu zmieniło" in stale.content.decode()


def test_the_page_asks_as_much_for_many_messages_as_for_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    conversation = make_report(entry_point=make_entry_point())
    for _ in range(5):
        conversation.refresh_from_db()
        send_answer(browser_of(cast.colleague), conversation, version=str(conversation.version))
    client = browser_of(cast.consultant)
    client.get(page_of(conversation))
    with django_assert_max_num_queries(12):
        client.get(page_of(conversation))


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_pages_are_there_in_both_languages_of_staff(cast: Cast, language: str) -> None:
    client, conversation = browser_of(cast.consultant), make_report()
    make_entry_point()
    for path in (
        "inbox/",
        f"inbox/{conversation.pk}/",
        f"inbox/{conversation.pk}/case/",
        "entry-points/",
    ):
        assert client.get(f"/{language}/staff/{path}").status_code == 200


def test_what_is_asked_for_without_the_page_is_on_record_once(cast: Cast) -> None:
    conversation, client = make_report(), browser_of(cast.consultant)
    for _again in range(2):
        frames = client.post(page_of(conversation, "news/"), {"after": "0"}).json()["frames"]
        assert any(frame.get("text") == WORDS for frame in frames)
    seen = AuditEvent.objects.get(verb="conversation.seen")
    assert seen.actor_id == cast.consultant.pk and seen.object_id == str(conversation.pk)
    browser_of(cast.supervisor).post(page_of(conversation, "news/"), {"after": "0"})
    assert AuditEvent.objects.filter(verb="conversation.seen").count() == 2
