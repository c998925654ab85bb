"""No e-mail is passed over: whatever the server answers, and wherever the mailbox moves to."""

from typing import Any

import pytest

from casework.intake.actions.mail import change_mailbox, store_mail
from casework.intake.mail import line as mail_line
from casework.intake.mail.fetching import fetch_round
from casework.intake.models import Conversation, IncomingMail, Mailbox, Message
from tests.casework.intake.mail_server import PASSWORD, USER, Server, letter
from tests.cast import Cast

SECOND = "<two@poczta.example>"


def texts() -> list[str]:
    return [one.text for one in Message.objects.order_by("created_at", "number")]


def moved(mailbox: Mailbox, cast: Cast, **changes: Any) -> Mailbox:
    """The administrator changes the settings."""
    now = Mailbox.objects.get()
    names = ("is_on", "address", "host", "port", "username", "folder")
    facts: Any = {**{name: getattr(now, name) for name in names}, "password": "", **changes}
    return change_mailbox(version=now.version, by=cast.administrator, **facts)


def test_mails_of_another_server_with_the_same_numbers_are_not_taken_for_known(
    mailbox: Mailbox, cast: Cast
) -> None:
    """A new mailbox of the same provider often begins with the same UIDVALIDITY, and with 1."""
    assert store_mail(mailbox=mailbox, uid_validity=1, uid=1, raw=letter("Z pierwszej skrzynki"))
    other = moved(mailbox, cast, host="imap.other.example")
    raw = letter("Z drugiej skrzynki", Message_ID=SECOND)
    assert store_mail(mailbox=other, uid_validity=1, uid=1, raw=raw)
    assert [text.partition("\n\n")[2] for text in texts()] == [
        "Z pierwszej skrzynki", "Z drugiej skrzynki",
    ]  # fmt: skip


def test_a_round_does_not_go_on_in_a_mailbox_that_was_changed_meanwhile(
    mailbox: Mailbox, server: Server, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the numbers of the old server would say how far the new one has been read."""
    fetch = mail_line.OpenMailbox.fetch

    def changed_meanwhile(folder: mail_line.OpenMailbox, uid: int) -> Any:
        moved(mailbox, cast, host="imap.other.example")
        return fetch(folder, uid)

    server.put(letter())
    with monkeypatch.context() as patch:
        patch.setattr(mail_line.OpenMailbox, "fetch", changed_meanwhile)
        assert fetch_round() == 0
    kept = Mailbox.objects.get()
    assert (kept.uid_validity, kept.last_uid) == (None, 0)
    assert server.unseen() == 1 and not Conversation.objects.exists()
    moved(mailbox, cast, host="127.0.0.1")
    assert fetch_round() == 1


def refuse(patch: pytest.MonkeyPatch, refused: str, argument: str) -> None:
    """The server cannot carry out this command just now (RFC 3501, 7.1.2)."""
    own = mail_line._Line.uid

    def uid(line: Any, command: str, *args: str) -> Any:
        if command == refused and any(argument in one for one in args):
            return "NO", [b"[SERVERBUG] Internal error occurred"]
        return own(line, command, *args)

    patch.setattr(mail_line._Line, "uid", uid)


@pytest.mark.parametrize(
    "refusing", [("SEARCH", "UID"), ("FETCH", "RFC822.SIZE"), ("FETCH", "BODY.PEEK")]
)
def test_what_the_server_cannot_give_now_is_taken_next_time(
    mailbox: Mailbox, server: Server, monkeypatch: pytest.MonkeyPatch, refusing: tuple[str, str]
) -> None:
    server.put(letter())
    with monkeypatch.context() as patch:
        refuse(patch, *refusing)
        assert fetch_round() == 0
    mailbox.refresh_from_db()
    assert mailbox.trouble == "answer" and not IncomingMail.objects.exists()
    assert fetch_round() == 1
    assert "Nie mam dokąd pójść." in texts()[0]
    mailbox.refresh_from_db()
    assert mailbox.trouble == ""


def test_a_mail_that_somebody_deleted_meanwhile_stops_nobody(
    mailbox: Mailbox, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_than = mail_line.OpenMailbox.newer_than

    def one_more(folder: mail_line.OpenMailbox, uid: int) -> list[int]:
        found = newer_than(folder, uid)
        return [found[0] + 10_000, *found]

    server.put(letter())
    monkeypatch.setattr(mail_line.OpenMailbox, "newer_than", one_more)
    assert fetch_round() == 1
    assert IncomingMail.objects.get().fate == "new"


def test_an_answer_to_somebody_elses_mail_is_kept_whole(mailbox: Mailbox, server: Server) -> None:
    """Only what answers a letter of ours has our subject and our words in it."""
    words = "Napisał mi to:\r\n> Znajdę cię."
    server.put(letter(words, Subject="Boje sie", In_Reply_To="<abc@sklep.example>"))
    fetch_round()
    assert texts() == ["Boje sie\n\nNapisał mi to:\n> Znajdę cię."]


def test_an_answer_that_is_all_quoted_is_not_lost(mailbox: Mailbox, server: Server) -> None:
    server.put(letter())
    fetch_round()
    sent = Conversation.objects.get().letters.get()
    reply = {"Message_ID": SECOND, "In_Reply_To": f"<{sent.pk}@ostoja.example>"}
    server.put(letter("> Piszę między wierszami.", **reply))
    fetch_round()
    assert Conversation.objects.count() == 1
    assert "Piszę między wierszami." in texts()[-1]


def test_words_that_stand_in_html_alone_are_found_behind_an_empty_plain_part(
    mailbox: Mailbox, server: Server
) -> None:
    body = (
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n \r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Pomocy</p>\r\n--b--"
    )
    server.put(letter(body, Content_Type="multipart/alternative; boundary=b"))
    fetch_round()
    assert texts() == ["Prosba\n\nPomocy"]


def test_a_folder_may_have_polish_letters(mailbox: Mailbox, server: Server) -> None:
    """On the line it is written in modified UTF-7 (RFC 3501, 5.1.3)."""
    line = server.line()
    line.create("Zg&AUI-oszenia")
    line.append("Zg&AUI-oszenia", None, None, letter())
    line.logout()
    Mailbox.objects.update(folder="Zgłoszenia")
    assert fetch_round() == 1
    mailbox.refresh_from_db()
    assert mailbox.trouble == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"username": USER, "password": "zażółć"},
        {"username": "łukasz", "password": PASSWORD},
    ],
)
def test_polish_letters_in_name_and_password_reach_the_server(
    mailbox: Mailbox, changes: dict[str, str]
) -> None:
    """It refuses them here since they are wrong: before, the server's address was said to be."""
    for name, value in changes.items():
        setattr(mailbox, name, value)
    mailbox.save()
    assert fetch_round() == 0
    mailbox.refresh_from_db()
    assert mailbox.trouble == "password"
