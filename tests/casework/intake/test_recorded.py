"""Telephone calls and visits are written down in the inbox, once each."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.intake.actions.recorded import record_contact
from casework.intake.models import Conversation, Message, RecordedContact
from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from ostoja.privacy.receipts import code_for
from tests.casework.intake.reports import make_report, page_of, phone, send_answer
from tests.cast import Cast, browser_of

NEW = "/pl/staff/inbox/new/"
WORDS = "Pani Maria mówi, że od tygodnia nie ma gdzie spać."


def form(**changes: Any) -> dict[str, Any]:
    now = timezone.localtime(timezone=ZoneInfo("Europe/Warsaw")) - timedelta(minutes=5)
    return {
        "submission": str(uuid4()), "channel": "phone", "text": WORDS, "language": "uk",
        "day_day": str(now.day), "day_month": str(now.month), "day_year": str(now.year),
        "hour": f"{now:%H:%M}", "age": "minor", "urgency": "urgent", "name": "Maria Kowal",
        **changes,
    }  # fmt: skip


@pytest.fixture
def consultant(cast: Cast) -> Client:
    Conversation.objects.all().delete()
    return browser_of(cast.consultant)


def test_a_call_becomes_a_conversation_that_i_hold(consultant: Client, cast: Cast) -> None:
    need = Need.objects.create(key="roof", name={"pl": "Dach nad głową"}, position=1)
    answer = consultant.post(NEW, form(needs=[str(need.pk)]))
    found = Conversation.objects.get()
    assert answer["Location"] == page_of(found)
    assert (found.channel, found.language, found.is_minor) == ("phone", "uk", True)
    assert (found.state, found.claimed_by) == ("claimed", cast.consultant)
    assert [one.need for one in found.needs.all()] == [need]
    kept = RecordedContact.objects.get()
    assert (kept.name, kept.urgency, kept.recorded_by) == (
        "Maria Kowal", "urgent", cast.consultant,
    )  # fmt: skip
    message = Message.objects.get()
    assert (message.text, message.author, message.staff) == (WORDS, "resident", cast.consultant)
    text = consultant.get(page_of(found)).content.decode()
    assert "telefon" in text and "Maria Kowal" in text and WORDS in text
    assert not Notification.objects.exists()  # nobody waits
    verbs = list(AuditEvent.objects.filter(object_id=str(found.pk)).values_list("verb", flat=True))
    assert verbs.count("conversation.recorded") == 1


def test_it_was_when_it_was_by_polands_clock(consultant: Client) -> None:
    yesterday = timezone.localtime(timezone=ZoneInfo("Europe/Warsaw")) - timedelta(days=1)
    day, month, year = str(yesterday.day), str(yesterday.month), str(yesterday.year)
    consultant.post(
        NEW, form(day_day=day, day_month=month, day_year=year, hour="2.05", channel="visit")
    )
    found = Conversation.objects.get()
    local = found.created_at.astimezone(ZoneInfo("Europe/Warsaw"))
    assert (local.date(), local.hour, local.minute) == (yesterday.date(), 2, 5)
    assert found.channel == "visit" and found.waiting_since == found.created_at


def test_the_same_form_sent_again_is_one_contact(consultant: Client) -> None:
    typed = form()
    places = {consultant.post(NEW, typed)["Location"] for _ in range(3)}
    assert len(places) == 1 and Conversation.objects.count() == Message.objects.count() == 1


@pytest.mark.usefixtures("committed_database")
def test_two_at_once_are_one() -> None:
    from django.db import connection

    from tenants.fence import entered
    from tests.cast import make_cast

    with entered("gdansk"):
        by, submission = make_cast().consultant, uuid4()
    facts: Any = {
        "channel": "phone", "happened_at": timezone.now(), "text": WORDS, "language": "pl",
        "is_minor": None, "needs": [], "urgency": "", "name": "",
    }  # fmt: skip

    def one() -> Any:
        try:
            with entered("gdansk"):
                return record_contact(submission=submission, by=by, **facts).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = {done.result() for done in [threads.submit(one) for _ in range(4)]}
    assert len(found) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"text": " "},
        {"text": "x\x00"},
        {"text": "x" * 20_001},
        {"channel": "chat"},
        {"channel": "telepathy"},
        {"day_year": str(timezone.now().year + 1)},
        {"day_year": str(timezone.now().year - 3)},
        {"day_day": "31", "day_month": "2"},
        {"hour": "25:61"},
        {"language": "xx"},
        {"age": "old"},
        {"urgency": "now!"},
        {"needs": [str(uuid4())]},
        {"name": "x" * 201},
    ],
)
def test_what_cannot_be_taken_is_shown_again(consultant: Client, changes: Any) -> None:
    page = consultant.post(NEW, form(**changes))
    text = page.content.decode()
    assert page.status_code == 422 and re.search("<title>\\s*Błąd: ", text)
    assert changes.get("text", WORDS).strip(" \x00") in text
    assert not Conversation.objects.exists()


def test_nothing_but_the_words_is_needed(consultant: Client) -> None:
    shown = consultant.get(NEW)
    first = shown.context["form"].initial
    assert first["language"] == "pl" and isinstance(first["day"].year, int)
    sent = form(name="", urgency="", age="unsaid", submission="\x00")
    assert consultant.post(NEW, sent).status_code == 302
    found = Conversation.objects.get()
    assert found.is_minor is None and RecordedContact.objects.get().name == ""
    text = consultant.get(page_of(found)).content.decode()
    assert "Podane imię" not in text


def test_the_code_can_be_told_and_opens_the_conversation(consultant: Client, cast: Cast) -> None:
    place = consultant.post(NEW, form(wants_code="on"))["Location"]
    found = Conversation.objects.get()
    assert place == page_of(found, "recorded/")
    code = code_for(found.submission)
    page = consultant.get(place)
    assert all(f"<span>{group}</span>" in page.content.decode() for group in code.split())
    assert "no-store" in page["Cache-Control"]
    assert AuditEvent.objects.filter(verb="conversation.code_shown").count() == 1
    assert browser_of(cast.colleague).get(place).status_code == 404
    RecordedContact.objects.update(recorded_at=timezone.now() - timedelta(minutes=11))
    assert consultant.get(place).status_code == 404
    opened = phone().post("/pl/return/", {"code": code}).content.decode()
    assert WORDS in opened and "Maria" not in opened.replace(WORDS, "")


def test_it_can_open_a_case_at_once(consultant: Client) -> None:
    need = Need.objects.create(key="roof", name={"pl": "Dach"}, position=1)
    answer = consultant.post(NEW, form(case="1", needs=[str(need.pk)]))
    found = Conversation.objects.get()
    assert answer["Location"] == page_of(found, "case/")
    first = consultant.get(answer["Location"]).context["form"].initial
    assert first["person_name"] == "Maria Kowal" and first["urgency"] == "urgent"
    assert first["needs"] == [need.pk] and first["summary"] == WORDS and first["language"] == "uk"


def test_a_contact_that_nobody_wrote_down_has_no_code_page(consultant: Client) -> None:
    assert consultant.get(page_of(make_report(), "recorded/")).status_code == 404
    assert consultant.get(f"/pl/staff/inbox/{uuid4()}/recorded/").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "analyst", "coordinator", "administrator"])
def test_only_those_who_answer_write_contacts_down(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    assert client.get(NEW).status_code == client.post(NEW, form()).status_code == 404
    assert not Conversation.objects.filter(channel="phone").exists()


def test_the_link_is_there_for_those_who_may(cast: Cast) -> None:
    assert NEW in browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
    assert NEW not in browser_of(cast.supervisor).get("/pl/staff/inbox/").content.decode()


def test_the_name_lies_encrypted_and_goes_with_the_conversation(consultant: Client) -> None:
    from django.db import connection

    consultant.post(NEW, form())
    with connection.cursor() as cursor:
        cursor.execute("select name from intake_recordedcontact")
        [(kept,)] = cursor.fetchall()
    assert b"Maria" not in bytes(kept)
    Conversation.objects.all().delete()
    assert not RecordedContact.objects.exists()


def test_the_form_asks_little(
    consultant: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    consultant.get(NEW)
    with django_assert_max_num_queries(7):
        consultant.get(NEW)


def test_a_clock_that_is_a_little_ahead_loses_nothing(consultant: Client) -> None:
    ahead = timezone.localtime(timezone=ZoneInfo("Europe/Warsaw")) + timedelta(minutes=6)
    moment = {
        "day_day": str(ahead.day), "day_month": str(ahead.month), "day_year": str(ahead.year),
        "hour": f"{ahead:%H:%M}",
    }  # fmt: skip
    assert consultant.post(NEW, form(**moment)).status_code == 302
    assert Conversation.objects.get().created_at <= datetime.now(ZoneInfo("UTC"))


def test_who_goes_back_and_changes_what_was_written_down_loses_nothing(
    consultant: Client, cast: Cast
) -> None:
    need = Need.objects.create(key="roof", name={"pl": "Dach nad głową"}, position=1)
    first, other = form(), f"{WORDS} Ma dziecko."
    changed = {**first, "text": other, "name": "Maria Kowalska", "needs": [str(need.pk)]}
    for sent in (first, first, changed, changed):
        assert consultant.post(NEW, sent).status_code == 302
    found = Conversation.objects.get()
    assert [message.text for message in found.messages.order_by("number")] == [WORDS, other]
    assert (found.last_number, found.claimed_by) == (2, cast.consultant)
    assert RecordedContact.objects.get().name == "Maria Kowalska"
    assert [one.need for one in found.needs.all()] == [need]
    assert found.messages.get(number=2).staff == cast.consultant


def test_how_and_when_it_was_and_in_which_language_count_anew_too(consultant: Client) -> None:
    there = timezone.localtime(timezone=ZoneInfo("Europe/Warsaw")) - timedelta(days=1)
    first = form()
    day = {"day_day": str(there.day), "day_month": str(there.month), "day_year": str(there.year)}
    changed = {**first, **day, "channel": "visit", "language": "pl", "hour": "14:05"}
    for sent in (first, changed, changed):
        assert consultant.post(NEW, sent).status_code == 302
    found = Conversation.objects.get()
    assert (found.channel, found.language) == ("visit", "pl")
    local = found.created_at.astimezone(ZoneInfo("Europe/Warsaw"))
    assert (local.date(), local.hour, local.minute) == (there.date(), 14, 5)
    assert found.waiting_since == found.messages.get().created_at == found.created_at
    told = AuditEvent.objects.filter(object_id=str(found.pk), verb="conversation.told")
    assert told.count() == 1 and found.version == 2


def test_an_answer_that_was_given_meanwhile_waits_for_nobody(
    consultant: Client, cast: Cast
) -> None:
    first = form()
    consultant.post(NEW, first)
    row = Conversation.objects.get()
    send_answer(consultant, row, version=str(row.version))
    consultant.post(NEW, {**first, "channel": "visit", "hour": "00:00"})
    row.refresh_from_db()
    assert (row.state, row.waiting_since, row.channel) == ("answered", None, "visit")
