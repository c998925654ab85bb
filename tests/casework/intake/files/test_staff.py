"""The consultant opens what a resident sent, and sends files too."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.models import Conversation, MessageFile
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.files.made import SVG, document
from tests.casework.intake.files.sent import open_file, reply, send_report, upload
from tests.casework.intake.reports import make_report, page_of, send_answer
from tests.cast import Cast, browser_of, make_cast


@pytest.fixture
def conversation(cast: Cast) -> Conversation:
    send_report(upload(), upload(document()))
    return Conversation.objects.get()


def address(conversation: Conversation, one: Any = None) -> str:
    one = one or MessageFile.objects.earliest("number")
    return page_of(conversation, f"files/{getattr(one, 'pk', one)}/")


def test_the_consultant_sees_what_came_and_saves_it(cast: Cast, conversation: Conversation) -> None:
    client = browser_of(cast.consultant)
    Conversation.objects.update(created_at=datetime(2026, 10, 24, 22, 30, tzinfo=UTC))
    text = client.get(page_of(conversation)).content.decode()
    assert address(conversation) in text and "nie ma skanera" in text
    answer = client.get(address(conversation))
    assert answer.status_code == 200 and answer.content.startswith(b"\xff\xd8")
    assert 'filename="2026-10-25-1-1.jpg"' in answer["Content-Disposition"]  # Poland's day
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    seen = AuditEvent.objects.get(verb="file.seen")
    assert (seen.actor_id, seen.subject_id) == (cast.consultant.pk, str(conversation.pk))


@pytest.mark.parametrize("who", ["stranger", "partner_worker", "administrator", "analyst"])
def test_for_others_there_is_no_file(cast: Cast, conversation: Conversation, who: str) -> None:
    assert browser_of(getattr(cast, who)).get(address(conversation)).status_code == 404
    assert not AuditEvent.objects.filter(verb="file.seen").exists()


def test_a_file_is_found_in_its_own_conversation_only(
    cast: Cast, conversation: Conversation
) -> None:
    client, other = browser_of(cast.consultant), make_report("Inna")
    one = MessageFile.objects.earliest("number")
    assert client.get(address(other, one)).status_code == 404
    assert client.get(address(conversation, uuid4())).status_code == 404
    assert browser_of(None).get(address(conversation)).status_code == 302
    assert client.post(address(conversation)).status_code == 405
    with entered("elblag"):
        theirs = browser_of(make_cast().consultant, "elblag")
        assert theirs.get(address(conversation, one)).status_code == 404


def test_a_file_in_a_case_is_recorded_with_the_case(cast: Cast, conversation: Conversation) -> None:
    from tests.casework.cases.situations import make_case

    Conversation.objects.update(case=make_case(cast))
    assert browser_of(cast.consultant).get(address(conversation)).status_code == 200
    assert AuditEvent.objects.get(verb="file.seen").subject_type == "cases.case"


def test_an_answer_brings_a_file(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    sent = send_answer(client, conversation, files=[upload(document())])
    assert sent.status_code == 302
    one = MessageFile.objects.get()
    assert (one.message.author, one.message.staff) == ("staff", cast.consultant)
    assert open_file(conversation, one)["Content-Disposition"].endswith('"info.pdf"')


def test_an_answer_with_a_refused_file_keeps_the_words(cast: Cast) -> None:
    conversation = make_report()
    page = send_answer(
        browser_of(cast.consultant), conversation, text="Długa odpowiedź", files=[upload(SVG)]
    )
    assert page.status_code == 422 and "Długa odpowiedź" in page.content.decode()
    assert conversation.messages.count() == 1


def test_other_buttons_say_that_files_are_to_be_chosen_again(cast: Cast) -> None:
    conversation, client = make_report(), browser_of(cast.consultant)
    form = {"version": "1", "text": "Zaczęte", "files": [upload()]}
    page = client.post(page_of(conversation, "claim/"), form)
    assert "Wybierz pliki jeszcze raz" in page.content.decode()
    assert "Zaczęte" in page.content.decode()


def test_live_messages_tell_of_files_and_no_names(cast: Cast) -> None:
    from casework.intake.chat.said import said_after
    from casework.intake.choices import Author

    conversation = make_report()
    reply(conversation, upload())
    [facts] = said_after(conversation, 1, Author.RESIDENT)
    assert facts["files"] == [
        {"id": str(MessageFile.objects.get().pk), "kind": "jpeg", "state": "ready"}
    ]


def test_pages_ask_the_same_however_many_files(
    cast: Cast, conversation: Conversation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser_of(cast.consultant)
    client.get(page_of(conversation))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(80) as asked:
            client.get(page_of(conversation))
        counts.append(len(asked))
        reply(conversation, upload(), upload(document()), text="Więcej")
    assert counts[1] == counts[0]


def test_whoever_talks_live_sends_files_by_a_request_of_their_own(cast: Cast) -> None:
    from tests.casework.intake.reports import code_of, phone

    conversation = make_report()
    own_id = str(uuid4())
    form = {"code": code_of(conversation), "id": own_id, "text": ""}
    for _attempt in range(2):
        sent = {**form, "files": [upload()]}
        [frame] = phone().post("/pl/info/2/news/", sent).json()["frames"]
        assert (frame["type"], frame["id"]) == ("kept", own_id)
        assert "gdzie zrobiono zdjęcie" in frame["told"]
    assert MessageFile.objects.count() == 1
    bad = {**form, "id": str(uuid4()), "files": [upload(SVG)]}
    [frame] = phone().post("/pl/info/2/news/", bad).json()["frames"]
    assert frame["type"] == "refused" and "Nie możemy przyjąć" in frame["words"][0]


def test_staff_who_talk_live_do_too(cast: Cast) -> None:
    conversation = make_report()
    actions.enter_chat(conversation=conversation)
    actions.claim(conversation=conversation, by=cast.consultant)
    form = {"id": str(uuid4()), "text": "Proszę", "files": [upload(document())]}
    answer = browser_of(cast.consultant).post(page_of(conversation, "news/"), form)
    [frame] = answer.json()["frames"]
    assert frame["type"] == "kept" and MessageFile.objects.get().kind == "pdf"
