"""What comes with an e-mail: kept like any other file, or told by name; nothing goes silently."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from casework.files.choices import MOST_TOGETHER
from casework.files.tasks import check_waiting_files
from casework.intake.mail import attached as mail_attached
from casework.intake.mail import line as mail_line
from casework.intake.mail.fetching import fetch_round
from casework.intake.mail.words import read
from casework.intake.models import (
    Conversation,
    IncomingMail,
    LeftAttachment,
    Letter,
    Mailbox,
    MessageFile,
)
from tests.casework.files.made import CANARY, document, office, photo, screenshot
from tests.casework.intake.files.sent import open_file
from tests.casework.intake.mail_server import Server, letter
from tests.casework.intake.reports import code_of, page_of, phone
from tests.cast import Cast, browser_of

NAME = "Jan Kowalski – umowa.docx"
OWN = "pomoc@gdansk.example"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VIRUS_SCANNER = None


def mail(*files: tuple[bytes, str, str], words: str = "Patrz.", **headers: str) -> bytes:
    """An e-mail with these files: content, type and name."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "maria@poczta.example", OWN, "Prośba"
    made["Message-ID"] = headers.pop("message_id", "<one@poczta.example>")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    for content, kind, name in files:
        maintype, subtype = kind.split("/")
        made.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return made.as_bytes()


def page(cast: Cast, found: Conversation | None = None) -> str:
    row = found or Conversation.objects.get()
    return browser_of(cast.consultant).get(page_of(row)).content.decode()


def test_photographs_and_documents_become_files_of_the_conversation(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    server.put(mail((photo(), "image/jpeg", "IMG_1.jpg"), (document(), "application/pdf", "a.pdf")))
    fetch_round()
    found = Conversation.objects.get()
    kept = list(MessageFile.objects.order_by("number"))
    assert [(one.kind, one.state) for one in kept] == [("jpeg", "ready"), ("pdf", "ready")]
    assert "place" in kept[0].removed and "author" in kept[1].removed
    for one in kept:
        answer = browser_of(cast.consultant).get(page_of(found, f"files/{one.pk}/"))
        assert answer.status_code == 200 and CANARY.encode() not in answer.content
        assert open_file(found, one).status_code == 200
    text = page(cast)
    assert "Załącznik" not in text and "IMG_1" not in text
    assert fetch_round() == 0 and MessageFile.objects.count() == 2


def test_what_is_not_kept_is_named_to_the_consultant_and_to_nobody_else(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    server.put(
        mail(
            (office(), "application/msword", NAME),
            (photo(), "image/jpeg", "dom.jpg"),
            (b"\x00\x01" * 90, "image/jpeg", "zepsute.jpg"),
        )
    )
    fetch_round()
    found = Conversation.objects.get()
    assert MessageFile.objects.count() == 1
    left = LeftAttachment.objects.all()
    assert [(one.name, one.refusal) for one in left] == [(NAME, "office"), ("zepsute.jpg", "kind")]
    text = page(cast)
    for words in (
        NAME,
        "dokument z pakietu biurowego",
        "zepsute.jpg",
        "w skrzynce pocztowej miasta",
    ):
        assert words in text
    assert "dom.jpg" not in text
    theirs = phone().post("/pl/info/2/", {"code": code_of(found)}).content.decode()
    assert NAME not in theirs
    with connection.cursor() as cursor:
        cursor.execute("select name from intake_leftattachment")
        assert all(b"Kowalski" not in bytes(raw) for (raw,) in cursor.fetchall())


def test_an_answer_brings_its_files_too(mailbox: Mailbox, server: Server, cast: Cast) -> None:
    server.put(letter())
    fetch_round()
    sent = Letter.objects.get()
    answer = {"In_Reply_To": f"<{sent.pk}@ostoja.example>", "message_id": "<two@poczta.example>"}
    server.put(
        mail((screenshot(), "image/png", "a.png"), (b"GIF89a", "image/gif", "b.gif"), **answer)
    )
    fetch_round()
    assert Conversation.objects.count() == 1
    file = MessageFile.objects.get()
    assert (file.message.number, file.kind) == (2, "png")
    left = LeftAttachment.objects.get()
    assert (left.message.number, left.name, left.refusal) == (2, "b.gif", "kind")


def test_a_photograph_without_a_word_is_a_report(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    wordless: dict[str, Any] = {"words": "", "message_id": "<a@poczta.example>"}
    for number in range(2):
        raw = mail((photo((60 + number, 40)), "image/jpeg", "a.jpg"), **wordless)
        server.put(raw.replace(b"Subject: =?utf-8?q?Pro=C5=9Bba?=\n", b""))
        fetch_round()
    assert Conversation.objects.count() == MessageFile.objects.count() == 2


def test_pictures_within_the_words_are_files_and_their_other_form_is_none(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "m@poczta.example", "Dom", "<x@x.example>"
    made.set_content("Zdjęcie niżej.")
    made.add_alternative("<p>Zdjęcie niżej.</p><img src='cid:a'>", subtype="html")
    parts: Any = made.get_payload()
    parts[1].add_related(photo(), maintype="image", subtype="jpeg", cid="<a>")
    server.put(made.as_bytes())
    fetch_round()
    assert [one.kind for one in MessageFile.objects.all()] == ["jpeg"]
    assert not LeftAttachment.objects.exists()
    assert IncomingMail.objects.get().attachments == 1


def test_words_after_a_picture_are_not_lost(mailbox: Mailbox, server: Server) -> None:
    body = (
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPrzed.\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=a.png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPo.\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n \r\n--b--"
    )
    server.put(letter(body, Content_Type="multipart/mixed; boundary=b"))
    fetch_round()
    assert [one.kind for one in MessageFile.objects.all()] == ["txt"]
    assert [one.name for one in LeftAttachment.objects.all()] == ["a.png"]


def test_an_email_in_an_email_is_named_and_not_opened(mailbox: Mailbox, server: Server) -> None:
    inner, made = EmailMessage(), EmailMessage()
    inner["Subject"] = "W środku"
    inner.set_content("Tajne")
    made["From"], made["Subject"], made["Message-ID"] = "m@poczta.example", "Fwd", "<y@x.example>"
    made.set_content("Przekazuję.")
    made.add_attachment(inner)
    server.put(made.as_bytes())
    fetch_round()
    assert [(one.name, one.refusal) for one in LeftAttachment.objects.all()] == [("1.", "kind")]
    assert not MessageFile.objects.exists()


def test_of_a_very_large_one_nothing_is_kept_and_all_is_named(
    mailbox: Mailbox, server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_line, "LARGEST", 10_000)
    monkeypatch.setattr(mail_line, "BEGINNING", 5_000)
    server.put(mail((photo((1200, 900)) + bytes(20_000), "image/jpeg", "dom.jpg")))
    fetch_round()
    assert not MessageFile.objects.exists()
    assert [(one.name, one.refusal) for one in LeftAttachment.objects.all()] == [
        ("dom.jpg", "large")
    ]
    assert "dom.jpg" in page(cast)


def test_more_than_a_conversation_holds_are_named(
    mailbox: Mailbox, server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.intake.files.MOST_TOGETHER", 2)
    files = [(f"Plik {n}".encode(), "text/plain", f"{n}.txt") for n in range(3)]
    server.put(mail(*files))
    fetch_round()
    assert MessageFile.objects.count() == 2
    assert [(one.name, one.refusal) for one in LeftAttachment.objects.all()] == [("2.txt", "many")]
    assert "40 plików" in page(cast)
    monkeypatch.setattr(mail_attached, "MOST_TOGETHER", 1)
    server.put(mail(*files, message_id="<z@poczta.example>"))
    fetch_round()
    assert MessageFile.objects.count() == 3 and LeftAttachment.objects.count() == 3
    assert MOST_TOGETHER == 40


def test_while_the_scanner_is_away_they_wait(
    mailbox: Mailbox, server: Server, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.VIRUS_SCANNER = str(tmp_path / "clamd.ctl")
    server.put(mail((photo(), "image/jpeg", "a.jpg")))
    fetch_round()
    assert MessageFile.objects.get().state == "waiting"
    settings.VIRUS_SCANNER = None
    assert check_waiting_files.run() == 1
    assert MessageFile.objects.get().state == "ready"


def test_what_a_machine_sent_is_not_even_looked_at(
    mailbox: Mailbox, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looks(*_: Any, **__: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr("casework.intake.actions.mail.looked_at", looks)
    server.put(mail((photo(), "image/jpeg", "a.jpg"), Auto_Submitted="auto-replied"))
    fetch_round()
    assert not MessageFile.objects.exists() and not Conversation.objects.exists()


def test_emails_from_before_files_were_taken_say_how_many_lie_there(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    server.put(mail((photo(), "image/jpeg", "a.jpg")))
    fetch_round()
    MessageFile.objects.all().delete()
    IncomingMail.objects.update(files_taken=False)
    assert "1, w skrzynce pocztowej miasta" in page(cast)


def test_they_go_with_their_conversation(mailbox: Mailbox, server: Server) -> None:
    server.put(mail((office(), "application/msword", NAME)))
    fetch_round()
    Conversation.objects.all().delete()
    assert not LeftAttachment.objects.exists()


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="../../etc/passwd"',
        "attachment; filename*=utf-8''%E2%80%AE%00gpj.exe",
        "attachment; filename==?x?b?!!!?=",
        'attachment; filename="' + "a" * 500 + '"',
        "attachment",
    ],
)
def test_a_broken_name_breaks_nothing(disposition: str) -> None:
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nPatrz.\r\n"
        f"--b\r\nContent-Type: image/gif\r\nContent-Disposition: {disposition}\r\n\r\nGIF8\r\n--b--"
    )
    raw = letter(body, Content_Type="multipart/mixed; boundary=b")
    [one] = read(raw, own=OWN).attachments
    assert one.name and one.name.isprintable() and len(one.name) <= 100
