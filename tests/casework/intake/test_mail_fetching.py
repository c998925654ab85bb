"""Incoming e-mail, from a real IMAP server: each one once, whatever happens in between."""

from typing import Any

import pytest
from django.db import connection

from casework.intake.mail import fetching as mail_fetching
from casework.intake.mail import line as mail_line
from casework.intake.mail.fetching import fetch_round
from casework.intake.models import (
    Conversation,
    IncomingMail,
    Letter,
    Mailbox,
    MailSender,
    Message,
)
from casework.intake.tasks import fetch_mail
from ostoja.notifications.models import OutboxMessage
from tests.casework.intake.mail_server import Server, letter
from tests.cast import Cast, browser_of


def texts() -> list[str]:
    return [one.text for one in Message.objects.order_by("created_at", "number")]


def test_an_email_becomes_a_conversation_once(mailbox: Mailbox, server: Server) -> None:
    server.put(letter())
    assert [fetch_round(), fetch_round()] == [1, 0]
    found = Conversation.objects.get()
    assert (found.channel, found.state, found.language) == ("email", "waiting", "pl")
    assert texts() == ["Prosba\n\nNie mam dokąd pójść."]
    assert server.unseen() == 0  # stored, then marked; it stays there
    mailbox.refresh_from_db()
    assert mailbox.trouble == "" and mailbox.checked_at is not None


def test_nothing_of_the_senders_computer_is_kept(mailbox: Mailbox, server: Server) -> None:
    server.put(letter())
    fetch_round()
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables where table_schema ="
            " current_schema() and table_type = 'BASE TABLE'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {name} t")
            [(rows,)] = cursor.fetchall()
            for canary in ("198.51.100.77", "CanaryMail", "canary-host", "maria@poczta"):
                assert canary not in rows, name
    assert MailSender.objects.get().address == "maria@poczta.example"


def test_a_killed_process_stores_nothing_twice(
    mailbox: Mailbox, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As if the process ended here."""

    def dies(*_: Any, **__: Any) -> None:
        raise Killed

    server.put(letter(), letter("Drugi list", Message_ID="<two@poczta.example>"))
    with monkeypatch.context() as patch:
        patch.setattr(mail_line.OpenMailbox, "mark", dies)  # after the commit
        with pytest.raises(Killed):
            fetch_round()
    assert Conversation.objects.count() == 1
    with monkeypatch.context() as patch:
        patch.setattr(mail_fetching, "store_mail", dies)  # before it
        with pytest.raises(Killed):
            fetch_round()
    assert Conversation.objects.count() == 1
    assert fetch_round() == 1
    assert Conversation.objects.count() == IncomingMail.objects.count() == 2


def test_a_server_that_numbers_anew_brings_none_twice(mailbox: Mailbox, server: Server) -> None:
    server.put(letter())
    fetch_round()
    Mailbox.objects.update(uid_validity=7)
    IncomingMail.objects.update(uid_validity=7)
    fetch_round()
    assert Conversation.objects.count() == 1
    mailbox.refresh_from_db()
    assert mailbox.uid_validity != 7


def test_the_same_email_delivered_twice_is_one(mailbox: Mailbox, server: Server) -> None:
    server.put(letter(), letter())
    fetch_round()
    assert Conversation.objects.count() == 1
    other = letter("Inne słowa")  # somebody takes another's Message-ID
    server.put(other)
    fetch_round()
    assert Conversation.objects.count() == 2


def test_an_answer_to_our_letter_goes_on_in_its_conversation(
    mailbox: Mailbox, server: Server
) -> None:
    server.put(letter())
    fetch_round()
    sent = Letter.objects.get()
    words = "Dziękuję.\r\n> zacytowane\r\nCzekam."
    reply = {"Message_ID": "<b@poczta.example>", "In_Reply_To": f"<{sent.pk}@ostoja.example>"}
    server.put(letter(words, **reply))
    fetch_round()
    assert Conversation.objects.count() == 1 and texts()[-1] == "Dziękuję.\nCzekam."
    forged = "<6f1f2f0e-0000-4000-8000-000000000000@ostoja.example>"
    server.put(letter("Obcy", Message_ID="<c@poczta.example>", In_Reply_To=forged))
    fetch_round()
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@poczta.example"},
        {"From": "pomoc@gdansk.example"},
        {"X_Autoreply": "yes"},
        {"Content_Type": "multipart/report; boundary=x"},
    ],
)
def test_what_a_machine_sent_is_left_and_not_answered(
    mailbox: Mailbox, server: Server, headers: dict[str, str]
) -> None:
    server.put(letter(**headers))
    fetch_round()
    assert not Conversation.objects.exists() and not OutboxMessage.objects.exists()
    assert IncomingMail.objects.get().fate in {"automatic", "unreadable"}
    assert server.unseen() == 1 and fetch_round() == 0


@pytest.mark.parametrize("headers", [{"X_Spam_Flag": "YES"}, {"Precedence": "bulk"}])
def test_what_may_be_advertising_is_kept_last_and_not_answered(
    mailbox: Mailbox, server: Server, headers: dict[str, str]
) -> None:
    server.put(letter(**headers))
    fetch_round()
    found = Conversation.objects.get()
    assert (found.is_doubtful, found.doubt) == (True, "spam")
    assert not OutboxMessage.objects.exists()


def test_html_gives_its_words_alone(mailbox: Mailbox, server: Server) -> None:
    page = "<style>x{}</style><p>Pomocy &amp; rady</p><script>alert(1)</script>Teraz<br>już"
    server.put(letter(page, Content_Type="text/html; charset=utf-8"))
    fetch_round()
    [text] = texts()
    assert "Pomocy & rady" in text and "alert" not in text and "<" not in text and "x{}" not in text


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\xff\xfe", b"From: a@b.example\r\n\r\n", b"Subject: no sender\r\n\r\nWords\r\n",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nWords\xff\r\n",
        b"From: a@b.example\r\nMessage-ID: <\r\nReferences: <<<>\r\n\r\nWords\r\n",
        b"From: =?utf-8?q?=ff?= <a@b.example>\r\nSubject: =?x?y?z?=\r\n\r\nWords \x00 end\r\n",
    ],
)  # fmt: skip
def test_what_is_broken_stops_nobody(mailbox: Mailbox, server: Server, raw: bytes) -> None:
    if raw:
        server.put(raw)
    server.put(letter())
    fetch_round()
    assert "Nie mam dokąd pójść." in " ".join(texts())
    assert not [text for text in texts() if "\x00" in text]


def test_an_attachment_that_is_not_kept_is_named_and_stays_there(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    body = (
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPatrz.\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--"
    )
    server.put(letter(body, Content_Type="multipart/mixed; boundary=b"))
    fetch_round()
    found = Conversation.objects.get()
    assert IncomingMail.objects.get().attachments == 1
    page = browser_of(cast.consultant).get(f"/pl/staff/inbox/{found.pk}/").content.decode()
    assert "Załącznik nieprzyjęty" in page and "a.png" in page and "Patrz." in page


def test_of_a_very_large_one_the_beginning_is_kept_and_told(
    mailbox: Mailbox, server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_line, "LARGEST", 10_000)
    monkeypatch.setattr(mail_line, "BEGINNING", 5_000)
    server.put(letter("Pomocy. " * 2_000))
    fetch_round()
    found = Conversation.objects.get()
    assert IncomingMail.objects.get().is_cut and len(texts()[0]) < 5_000
    page = browser_of(cast.consultant).get(f"/pl/staff/inbox/{found.pk}/").content.decode()
    assert "Bardzo duży e-mail" in page


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"password": "wrong"}, "password"),
        ({"folder": "There is none"}, "folder"),
        ({"port": 1}, "connection"),
        ({"host": "10.0.0.1"}, "address"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why(
    mailbox: Mailbox, changes: dict[str, Any], trouble: str
) -> None:
    for name, value in changes.items():
        setattr(mailbox, name, value)
    mailbox.save()
    assert fetch_mail.run() == 0
    mailbox.refresh_from_db()
    assert mailbox.trouble == trouble


def test_a_mailbox_that_is_off_is_left_alone(mailbox: Mailbox, server: Server) -> None:
    server.put(letter())
    Mailbox.objects.update(is_on=False)
    assert fetch_round() == 0 and server.unseen() == 1


def test_a_plain_line_leads_to_this_machine_only(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere the line is wrapped in TLS, which this server does not speak."""
    monkeypatch.setattr(mail_line, "ip_address", lambda _: mail_line_elsewhere)
    assert fetch_round() == 0
    mailbox.refresh_from_db()
    assert mailbox.trouble == "certificate"


class _Elsewhere:
    is_loopback, is_global, is_multicast = False, True, False


mail_line_elsewhere = _Elsewhere()
