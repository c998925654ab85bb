"""Letters to people who wrote by e-mail: neutral, seldom, with a key that works once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from casework.intake import actions
from casework.intake.actions.conversations import answer
from casework.intake.answers import SafeTime
from casework.intake.mail.fetching import fetch_round
from casework.intake.models import Conversation, Letter, Mailbox, SafeContact
from casework.intake.safe_contact import part_of_day
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import deliver_due
from ostoja.privacy.receipts import code_for
from tests.casework.cases.situations import make_case
from tests.casework.intake.mail_server import Server, letter
from tests.casework.intake.reports import make_report, phone
from tests.cast import Cast


def test_letters_hold_no_word_of_either_side(mailbox: Mailbox, server: Server, cast: Cast) -> None:
    server.put(letter())
    fetch_round()
    found = Conversation.objects.get()
    said = {"conversation": found, "submission": found.pk, "text": "Proszę przyjść."}
    answer(**said, version=found.version, by=cast.consultant)  # type: ignore[arg-type]
    assert deliver_due() == 2
    for sent in mail.outbox:
        assert sent.to == ["maria@poczta.example"] and sent.reply_to == [] and sent.subject
        assert sent.extra_headers["Reply-To"] == "pomoc@gdansk.example"
        whole = f"{sent.subject} {sent.body}"
        for word in ("pójść", "Prosba", "przyjść", "kryzys", code_for(found.submission)):
            assert word not in whole
    # The address went with the sending.
    assert not OutboxMessage.objects.filter(sealed_to__isnull=False).exists()


def test_the_key_shows_the_code_once(mailbox: Mailbox, server: Server, cast: Cast) -> None:
    server.put(letter())
    fetch_round()
    deliver_due()
    found = Conversation.objects.get()
    address = re.search(r"http\S+/r/\S+/", str(mail.outbox[0].body))
    assert address is not None
    path = "/r/" + address[0].split("/r/")[1]
    first = code_for(found.submission).split()[0]
    assert first not in phone().get(path).content.decode()  # a mail program looked
    for _again in range(2):
        page = phone().post(path, HTTP_ACCEPT_LANGUAGE="pl")
        assert first in page.content.decode() and "no-store" in page["Cache-Control"]
    Letter.objects.update(used_at="2020-01-01T00:00:00Z")
    page = phone().post(path, HTTP_ACCEPT_LANGUAGE="pl")
    assert page.status_code == 422 and "już nie działa" in page.content.decode()
    said = {"conversation": found, "submission": found.pk, "text": "Odpowiedź."}
    answer(**said, version=found.version, by=cast.consultant)  # type: ignore[arg-type]
    deliver_due()
    assert "/r/" not in mail.outbox[1].body and "/pl/info/2/" in mail.outbox[1].body


@pytest.mark.parametrize("key", ["x", "A" * 22, "%00", "é"])
def test_a_wrong_key_looks_like_a_used_one(cast: Cast, key: str) -> None:
    assert phone().get(f"/r/{key}/").status_code == 200
    assert phone().post(f"/r/{key}/").status_code == 422


def test_nobody_is_written_to_who_said_no(mailbox: Mailbox, server: Server, cast: Cast) -> None:
    server.put(letter())
    fetch_round()
    found = Conversation.objects.get()
    OutboxMessage.objects.all().delete()
    SafeContact.objects.create(conversation=found, may_write="no")
    said = {"conversation": found, "submission": found.pk, "text": "Odpowiedź."}
    answer(**said, version=found.version, by=cast.consultant)  # type: ignore[arg-type]
    assert not OutboxMessage.objects.exists()


def in_one_case(cast: Cast, **rules: Any) -> Conversation:
    """Who wrote by e-mail had said in a form before how they may be reached."""
    found = Conversation.objects.get()
    make_report(safe_contact=rules)
    Conversation.objects.update(case=make_case(cast))
    OutboxMessage.objects.all().delete()
    found.refresh_from_db()
    return found


def test_a_no_counts_in_every_conversation_of_the_case(
    mailbox: Mailbox, server: Server, cast: Cast
) -> None:
    server.put(letter())
    fetch_round()
    found = in_one_case(cast, may_write="no")
    actions.say(conversation=found, submission=found.pk, text="Odpowiedź.", by=cast.consultant)
    assert Letter.objects.count() == 1  # that of the receipt


def test_a_letter_waits_for_a_safe_time(mailbox: Mailbox, server: Server, cast: Cast) -> None:
    server.put(letter())
    fetch_round()
    now = part_of_day(timezone.now())
    times = [one.value for one in SafeTime if one not in {SafeTime.ANY, now}]
    found = in_one_case(cast, may_write="yes", times=times)
    actions.say(conversation=found, submission=found.pk, text="Odpowiedź.", by=cast.consultant)
    deliver_due()
    assert not [one for one in mail.outbox if one.to == ["maria@poczta.example"]]
    waits = OutboxMessage.objects.get(sealed_to__isnull=False)
    assert waits.next_attempt_at > timezone.now() and waits.given_up_at is None


@pytest.mark.parametrize("is_there", [False, True])
def test_who_is_not_there_is_told_of_what_is_said_in_a_talk(
    mailbox: Mailbox, server: Server, cast: Cast, is_there: bool
) -> None:
    server.put(letter())
    fetch_round()
    found = Conversation.objects.get()
    OutboxMessage.objects.all().delete()
    if is_there:
        actions.enter_chat(conversation=found)
    actions.say(conversation=found, submission=found.pk, text="Odpowiedź.", by=cast.consultant)
    assert OutboxMessage.objects.exists() is not is_there


def test_a_loop_ends(mailbox: Mailbox, server: Server) -> None:
    server.put(*(letter(f"Nr {n}", Message_ID=f"<{n}@poczta.example>") for n in range(9)))
    fetch_round()
    assert Conversation.objects.count() == 9 and OutboxMessage.objects.count() == 5
