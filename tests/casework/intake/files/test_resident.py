"""A resident sends photographs and documents, and opens them again."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.files.actions import content_of
from casework.intake.models import Conversation, Message, MessageFile
from ostoja.audit.models import AuditEvent
from tests.casework.files.made import CANARY, EICAR, SVG, document, photo, words_of
from tests.casework.intake.files.sent import open_file, reply, send_report, upload
from tests.casework.intake.reports import WORDS, code_of, filled_form, make_report, phone
from tests.cast import Cast


def text_of(page: object) -> str:
    return " ".join(page.content.decode().split())  # type: ignore[attr-defined]


def the_file() -> MessageFile:
    return MessageFile.objects.get()


def test_files_come_with_the_last_page_and_the_sender_is_told(cast: Cast) -> None:
    page = send_report(upload(), upload(document(), "pismo.pdf"))
    assert page.status_code == 200
    conversation = Conversation.objects.get()
    kinds = MessageFile.objects.order_by("number").values_list("kind", "state", "message__number")
    assert list(kinds) == [("jpeg", "ready", 1), ("pdf", "ready", 1)]
    text = text_of(page)
    assert "Usunęliśmy: gdzie zrobiono zdjęcie, kiedy powstał plik" in text
    assert "kto go napisał i w jakim programie" in text
    assert code_of(conversation) in text


def test_nothing_of_what_a_file_told_is_left_anywhere(cast: Cast) -> None:
    send_report(upload())
    row = the_file()
    assert CANARY.encode() not in content_of(row)
    folder = Path(settings.MEDIA_ROOT)
    [lies] = [path for path in folder.rglob("*") if path.is_file()]
    assert "Kowalski" not in str(lies) and re.fullmatch("[0-9a-f]{40}", lies.name)
    assert b"JFIF" not in lies.read_bytes() and lies.stat().st_mode & 0o777 == 0o600
    assert lies.resolve().is_relative_to((folder / "city_gdansk/files").resolve())
    values = str(list(MessageFile.objects.values_list()))
    assert "Kowalski" not in values and CANARY not in values


def test_the_code_opens_a_file_under_a_neutral_name(cast: Cast) -> None:
    send_report(upload())
    conversation, row = Conversation.objects.get(), the_file()
    answer = open_file(conversation, row)
    assert answer.status_code == 200 and answer.content == content_of(row)
    assert answer["Content-Disposition"] == 'attachment; filename="info.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    seen = AuditEvent.objects.get(verb="file.seen")
    assert (seen.actor_id, seen.subject_id) == (None, str(conversation.pk))


def test_the_page_of_the_conversation_offers_it_by_code_alone(cast: Cast) -> None:
    conversation = make_report()
    text = text_of(reply(conversation, upload(), text="Oto zdjęcie"))
    assert "Zapisz: Zdjęcie" in text and "Usunęliśmy: gdzie zrobiono zdjęcie" in text
    assert f'name="file" value="{the_file().pk}"' in text
    digits = code_of(conversation).replace(" ", "")
    assert not re.search(f'(href|action|src)="[^"]*({digits}|{the_file().pk})', text)


def test_a_wrong_code_or_another_conversation_opens_nothing(cast: Cast) -> None:
    send_report(upload())
    row, other = the_file(), make_report("Inna")
    assert open_file(other, row).status_code == 404
    assert open_file(other, row, file="x").status_code == 404
    assert open_file(other, row, file=str(uuid4())).status_code == 404
    wrong = open_file(other, row, code="1111 2222 3333 4444")
    assert wrong.status_code == 302 and wrong["Location"] == "/pl/info/2/"
    assert phone().get("/pl/info/2/file/").status_code == 302
    assert not AuditEvent.objects.filter(verb="file.seen").exists()


def test_a_file_alone_is_enough_on_the_way_back(cast: Cast) -> None:
    conversation = make_report()
    assert reply(conversation, upload()).status_code == 200
    assert [one.text for one in conversation.messages.all()] == [WORDS, ""]
    assert reply(conversation).status_code == 422  # neither words nor files


def test_the_same_form_again_is_one_message_with_one_file(cast: Cast) -> None:
    form = {**filled_form(), "step": "check", "go": "send"}
    for _attempt in range(3):
        assert phone().post("/pl/info/", {**form, "files": [upload()]}).status_code == 200
    conversation = Conversation.objects.get()
    own_id = str(uuid4())
    for _attempt in range(2):
        reply(conversation, upload(), upload(), submission=own_id, text="Jeszcze raz")
    counts = [message.files.count() for message in conversation.messages.order_by("number")]
    assert counts == [1, 1]


def test_back_and_one_more_file_keeps_what_is_new(cast: Cast) -> None:
    form = {**filled_form(), "step": "check", "go": "send"}
    phone().post("/pl/info/", {**form, "files": [upload()]})
    for _attempt in range(2):
        phone().post("/pl/info/", {**form, "files": [upload(), upload(document())]})
    messages = Conversation.objects.get().messages.order_by("number")
    assert [(one.text, one.files.count()) for one in messages] == [(WORDS, 1), ("", 1)]
    assert MessageFile.objects.get(kind="pdf").message.number == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("wirus.svg", SVG, "Nie możemy przyjąć takiego pliku"),
        ("pusty.jpg", b"", "Ten plik jest pusty"),
        ("krzywy.pdf", b"%PDF-1.4 x", "Ten plik jest uszkodzony"),
        ("duzy.jpg", photo() + bytes(10 * 1024 * 1024), "Ten plik jest większy niż 10 MB"),
    ],
)
def test_a_refused_file_is_named_kindly_and_no_word_is_lost(
    cast: Cast, name: str, content: bytes, words: str
) -> None:
    page = send_report(upload(content, name), upload())
    text = text_of(page)
    assert page.status_code == 422 and f"{name}: {words}" in text
    assert f'name="text" value="{WORDS}"' in text and "Błąd:" in text
    assert not Conversation.objects.exists() and not MessageFile.objects.exists()
    again = reply(make_report(), upload(content, name), text="Ważne słowa")
    assert again.status_code == 422 and "Ważne słowa" in text_of(again)
    assert f"{name}: {words}" in text_of(again)


def test_too_many_files_and_too_much_together(cast: Cast) -> None:
    many = send_report(*(upload(photo() + bytes([n])) for n in range(6)))
    assert many.status_code == 422 and "najwyżej 5 plików" in text_of(many)
    heavy = send_report(*(upload(photo() + bytes(9 * 1024 * 1024)) for _ in range(3)))
    assert heavy.status_code == 422 and "razem za duże" in text_of(heavy)
    assert not Conversation.objects.exists()


def test_a_conversation_does_not_hold_files_without_end(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.files.forms.MOST_TOGETHER", 1)
    conversation = make_report()
    assert reply(conversation, upload()).status_code == 200
    page = reply(conversation, upload(document()), text="Tyle słów")
    assert page.status_code == 422 and "Tyle słów" in text_of(page)
    assert reply(conversation, text="Same słowa").status_code == 200


def test_a_request_beyond_memory_is_counted_and_thrown_away(cast: Cast, settings: object) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000  # type: ignore[attr-defined]
    page = reply(make_report(), upload(photo() + bytes(11 * 1024 * 1024)), text="Słowa są tu")
    assert page.status_code == 422 and "Słowa są tu" in text_of(page)
    assert "większy niż 10 MB" in text_of(page)


def test_when_words_are_wrong_files_are_to_be_chosen_again(cast: Cast) -> None:
    page = reply(make_report(), upload(), text="x" * 200_000)
    assert page.status_code == 422 and "Wybierz pliki jeszcze raz" in text_of(page)


def test_a_name_full_of_tricks_is_shown_as_letters(cast: Cast) -> None:
    name = "<script>\u202egpj.exe" + "a" * 90
    page = send_report(SimpleUploadedFile(name, SVG))
    assert "<script>\u202e" not in page.content.decode() and "&lt;script&gt;gpj" in text_of(page)


def test_a_text_with_a_signature_of_a_virus_stays_text_without_scanner(cast: Cast) -> None:
    send_report(upload(EICAR, "eicar.com"))
    assert (the_file().kind, the_file().scan) == ("txt", "unscanned")


def test_limits_are_told_before_anybody_chooses(cast: Cast) -> None:
    text = text_of(send_report(upload(SVG)))
    assert "Do 5 plików, każdy do 10 MB" in text and 'enctype="multipart/form-data"' in text
    opened = text_of(phone().post("/pl/info/2/", {"code": code_of(make_report())}))
    assert "Do 5 plików, każdy do 10 MB" in opened


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "We took out: where the photo was taken"), ("de", "Wir haben entfernt"),
     ("uk", "Ми видалили")],
)  # fmt: skip
def test_the_sender_is_told_in_their_language(cast: Cast, language: str, words: str) -> None:
    form = {**filled_form(), "step": "check", "go": "send", "files": [upload()]}
    assert words in text_of(phone().post(f"/{language}/info/", form))


def test_a_document_reads_as_before(cast: Cast) -> None:
    send_report(upload(document(), "decyzja.pdf"))
    answer = open_file(Conversation.objects.get(), the_file())
    assert words_of(answer.content) == "Decyzja"
    assert answer["Content-Disposition"] == 'attachment; filename="info.pdf"'


def test_files_go_with_the_conversation(cast: Cast) -> None:
    send_report(upload())
    Conversation.objects.all().delete()
    assert not MessageFile.objects.exists() and not Message.objects.exists()
