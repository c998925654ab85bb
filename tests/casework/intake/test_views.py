"""The inbox and one conversation, as staff see them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.cases.models import Case
from casework.intake import actions
from casework.intake.models import Conversation
from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import WORDS, age, make_entry_point, make_report
from tests.cast import Cast, browser_of


def page_of(conversation: Conversation, step: str = "") -> str:
    return f"/pl/staff/inbox/{conversation.pk}/{step}"


def send(client: Client, conversation: Conversation, **fields: str) -> Any:
    form = {"text": "Dzień dobry.", "submission": str(uuid4()), "version": "1", **fields}
    return client.post(page_of(conversation, "answer/"), form)


# The inbox.


def test_the_longest_waiting_stands_first_and_doubtful_ones_last(cast: Cast) -> None:
    early, late, doubtful = make_report(), make_report(), make_report(is_doubtful=True)
    age(early, hours=5)
    age(late, hours=1)
    age(doubtful, hours=9)
    page = browser_of(cast.consultant).get("/pl/staff/inbox/")
    assert list(page.context["page_obj"]) == [early, late, doubtful]


def test_the_inbox_shows_nothing_of_what_was_written(cast: Cast) -> None:
    make_report("Tajemnica")
    assert "Tajemnica" not in browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()


def test_the_inbox_shows_who_answers_where_from_and_for_how_long(cast: Cast) -> None:
    conversation = make_report(entry_point=make_entry_point(), language="uk", is_doubtful=True)
    age(conversation, hours=3)
    actions.claim(conversation=conversation, by=cast.colleague)
    Conversation.objects.update(is_sample=True)
    text = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
    for shown in (
        "Plakat",
        "ukraiński",
        "3\xa0godziny",
        cast.colleague.full_name,
        "automat",
        "dane przykładowe",
    ):
        assert shown in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 2),
        ("?state=waiting", 1),
        ("?state=claimed", 1),
        ("?state=answered", 1),
        ("?state=closed", 0),
        ("?state=all", 3),
        ("?state=all&language=uk", 1),
        ("?state=all&entry_point=HWP7K3", 1),
        ("?mine=on", 1),
        ("?state=nonsense&language=xx&entry_point=%00&page=abc", 2),
        ("?page=99", 2),
    ],
)
def test_the_inbox_can_be_filtered(cast: Cast, query: str, number: int) -> None:
    waiting = make_report(language="uk", entry_point=make_entry_point())
    claimed, answered = make_report(), make_report()
    actions.claim(conversation=claimed, by=cast.consultant)
    assert send(browser_of(cast.consultant), answered).status_code == 302
    page = browser_of(cast.consultant).get(f"/pl/staff/inbox/{query}")
    assert page.status_code == 200
    assert len(page.context["page_obj"]) == number
    assert waiting.language == "uk"


def test_an_empty_inbox_says_what_will_come(cast: Cast) -> None:
    assert "Nikt nie czeka" in browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()


def test_the_inbox_asks_as_much_for_fifty_as_for_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser_of(cast.consultant)
    for _ in range(3):
        actions.claim(
            conversation=make_report(entry_point=make_entry_point(f"HWP7K{_ + 2}")),
            by=cast.colleague,
        )
    client.get("/pl/staff/inbox/")
    with django_assert_max_num_queries(9):
        client.get("/pl/staff/inbox/")


# Who may open what.


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


@pytest.mark.parametrize("step", ["claim/", "release/", "answer/", "close/"])
def test_steps_are_not_taken_by_a_link(cast: Cast, step: str) -> None:
    answer = browser_of(cast.consultant).get(page_of(make_report(), step))
    assert answer.status_code == 405


# One conversation.


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
    send(client, conversation)
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
    page = client.post(page_of(conversation, "release/"), follow=True)
    assert "wróciła do kolejki" in page.content.decode()
    again = client.post(page_of(conversation, "release/"), follow=True)
    assert "ktoś był szybszy" in again.content.decode()


def test_an_answer_is_sent_once(cast: Cast) -> None:
    conversation, submission = make_report(), str(uuid4())
    client = browser_of(cast.consultant)
    for _ in range(2):
        answer = send(client, conversation, submission=submission)
        assert answer.status_code == 302
    assert conversation.messages.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "z" * 20_001, "a\x00b"])
def test_an_answer_that_cannot_be_taken_stays(cast: Cast, text: str) -> None:
    page = send(browser_of(cast.consultant), make_report(), text=text)
    assert page.status_code == 422
    assert text.strip().replace("\x00", "\N{REPLACEMENT CHARACTER}") in page.content.decode()


def test_an_answer_to_what_has_changed_is_shown_again_with_the_news(cast: Cast) -> None:
    conversation = make_report()
    actions.write_again(conversation=conversation, submission=uuid4(), text="Już po wszystkim.")
    client = browser_of(cast.consultant)
    page = send(client, conversation, text="Moja odpowiedź")
    text = page.content.decode()
    assert page.status_code == 409
    assert "Już po wszystkim." in text and "Moja odpowiedź" in text
    version = re.search('name="version" value="([0-9]+)"', text)
    assert version is not None
    assert send(client, conversation, version=version[1]).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_broken_version_counts_as_an_old_one(cast: Cast, version: str) -> None:
    page = send(browser_of(cast.consultant), make_report(), version=version)
    assert page.status_code == 409
    assert "Dzień dobry." in page.content.decode()


def test_words_for_a_colleagues_conversation_are_not_lost(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    version = str(conversation.version)
    page = send(browser_of(cast.consultant), conversation, text="Moja odpowiedź", version=version)
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
        send(browser_of(cast.colleague), conversation, version=str(conversation.version))
    client = browser_of(cast.consultant)
    client.get(page_of(conversation))
    with django_assert_max_num_queries(9):
        client.get(page_of(conversation))


# From a conversation to a case.


def case_form(**changes: object) -> dict[str, object]:
    need = Need.objects.first()
    assert need is not None
    return {
        "pseudonym": "Sosna",
        "summary": WORDS,
        "needs": [str(need.pk)],
        "urgency": "urgent",
        "phase": "intervention",
        "language": "uk",
        **changes,
    }


def test_the_case_form_begins_with_what_the_resident_wrote(cast: Cast) -> None:
    conversation = make_report(language="uk")
    actions.write_again(conversation=conversation, submission=uuid4(), text="I jeszcze.")
    form = browser_of(cast.consultant).get(page_of(conversation, "case/")).context["form"]
    assert form.initial == {"summary": f"{WORDS}\n\nI jeszcze.", "language": "uk"}


def test_a_case_is_opened_once_from_a_conversation(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    for _ in range(2):
        answer = client.post(page_of(conversation, "case/"), case_form())
        case = Case.objects.get()
        assert answer["Location"] == f"/pl/staff/cases/{case.pk}/"
    conversation.refresh_from_db()
    assert conversation.case == case
    assert (case.summary, case.lead, case.pseudonym) == (WORDS, cast.centre, "Sosna")
    event = AuditEvent.objects.get(verb="conversation.case_opened")
    assert event.subject_id == str(case.pk)


def test_of_two_who_open_a_case_at_once_both_get_the_same(cast: Cast) -> None:
    conversation = make_report()
    facts = {
        "pseudonym": "Sosna",
        "summary": WORDS,
        "needs": [],
        "urgency": "urgent",
        "phase": "intervention",
        "age": None,
        "language": "pl",
        "accessibility": [],
        "person_name": "",
        "contact_rules": "",
    }
    cases = [
        actions.open_case_from(conversation=conversation, lead=cast.centre, by=by, **facts)
        for by in (cast.consultant, cast.colleague)
    ]
    assert cases[0] == cases[1] == Case.objects.get()


def test_a_case_form_with_errors_keeps_what_was_typed(cast: Cast) -> None:
    page = browser_of(cast.consultant).post(
        page_of(make_report(), "case/"), case_form(pseudonym="", summary="Długi opis")
    )
    assert page.status_code == 422
    assert "Długi opis" in page.content.decode()
    assert not Case.objects.exists()


def test_who_sees_the_case_finds_the_conversation_there(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    client.post(page_of(conversation, "case/"), case_form())
    case = Case.objects.get()
    assert page_of(conversation) in client.get(f"/pl/staff/cases/{case.pk}/").content.decode()
    assert case.number in client.get(page_of(conversation)).content.decode()
    seen = AuditEvent.objects.filter(verb="conversation.seen").latest("at")
    assert seen.subject_id == str(case.pk)


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
