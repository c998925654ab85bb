"""Reaching somebody without danger: only what was said is allowed, and only then."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.intake import actions
from casework.intake.answers import Means, SafeTime
from casework.intake.models import Conversation, NeedTold, SafeContact
from casework.intake.safe_contact import may_contact, part_of_day
from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import WORDS, code_of, make_report, page_of, phone
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("gdansk")

RULES: dict[str, Any] = {
    "may_call": "yes",
    "may_write": "yes",
    "phone": "+48600100200",
    "email": "ola@poczta.example",
    "times": ["morning"],
}
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Poland
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def told(**changes: Any) -> Conversation:
    """A conversation whose person said how to be reached."""
    return make_report(safe_contact={**RULES, **changes})


@pytest.mark.parametrize("by", list(Means))
def test_who_said_nothing_is_not_contacted(by: Means) -> None:
    assert not may_contact(make_report(), by=by, at=MORNING)


@pytest.mark.parametrize("by", list(Means))
def test_who_said_yes_is_contacted_at_the_time_they_named(by: Means) -> None:
    conversation = told()
    assert may_contact(conversation, by=by, at=MORNING)
    assert not may_contact(conversation, by=by, at=EVENING)


@pytest.mark.parametrize("said", ["no", "unknown", "unsaid", ""])
def test_only_a_yes_is_one(said: str) -> None:
    conversation = told(may_call=said)
    assert not may_contact(conversation, by=Means.CALL, at=MORNING)
    assert may_contact(conversation, by=Means.TEXT, at=MORNING)
    other = told(may_write=said)
    assert not may_contact(other, by=Means.EMAIL, at=MORNING)
    assert not may_contact(other, by=Means.TEXT, at=MORNING)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"phone": ""}, Means.CALL),
        ({"phone": ""}, Means.TEXT),
        ({"email": ""}, Means.EMAIL),
        ({"times": []}, Means.CALL),
        ({"times": ["was-a-time"]}, Means.CALL),
        ({"note": "Tylko gdy dzieci są w szkole."}, Means.EMAIL),
    ],
)
def test_what_is_missing_or_only_people_can_read_keeps_the_platform_silent(
    changes: dict[str, Any], by: Means
) -> None:
    assert not may_contact(told(**changes), by=by, at=MORNING)


def test_at_any_time_is_any_time() -> None:
    conversation = told(times=["any"])
    for hour in range(24):
        assert may_contact(conversation, by=Means.CALL, at=MORNING.replace(hour=hour))


@pytest.mark.parametrize(
    ("moment", "part"),
    [
        (datetime(2026, 7, 1, 5, 59, tzinfo=UTC), SafeTime.NIGHT),  # 7:59 in summer
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), SafeTime.MORNING),
        (datetime(2026, 12, 1, 6, 0, tzinfo=UTC), SafeTime.NIGHT),  # 7:00 in winter
        (datetime(2026, 12, 1, 11, 0, tzinfo=UTC), SafeTime.AFTERNOON),
        (datetime(2026, 12, 1, 16, 0, tzinfo=UTC), SafeTime.EVENING),
        (datetime(2026, 12, 1, 20, 0, tzinfo=UTC), SafeTime.NIGHT),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), SafeTime.NIGHT),  # 2:30, the first time
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), SafeTime.NIGHT),  # and the second
    ],
)
def test_parts_of_the_day_follow_polands_clock(moment: datetime, part: SafeTime) -> None:
    assert part_of_day(moment) == part


def test_rules_and_words_are_encrypted() -> None:
    told(ask_for="Kanarek", check_word="kanarek-hasło", note="kanarek-uwaga")
    with connection.cursor() as cursor:
        cursor.execute("select t::text from intake_safecontact t")
        row = cursor.fetchone()[0]
    for words in ("Kanarek", "kanarek-hasło", "kanarek-uwaga", "+48600100200", "ola@poczta"):
        assert words not in row and words.encode().hex() not in row


def test_one_conversation_has_one_set_of_rules_and_each_need_once() -> None:
    conversation = told()
    need = Need.objects.create(key="one", name={"pl": "Jedna"})
    NeedTold.objects.create(conversation=conversation, need=need)
    with pytest.raises(IntegrityError, match="need_told_once"), transaction.atomic():
        NeedTold.objects.create(conversation=conversation, need=need)
    with pytest.raises(IntegrityError), transaction.atomic():
        SafeContact.objects.create(conversation=conversation)


def test_what_is_not_said_again_stays() -> None:
    submission = uuid4()
    first = make_report(WORDS, submission, about="child", safe_contact=RULES)
    again = make_report(WORDS, submission)
    assert (again.pk, again.version) == (first.pk, 1)
    assert (again.about, again.safe_contact.phone) == ("child", "+48600100200")


def test_a_change_is_recorded_without_the_words() -> None:
    submission = uuid4()
    make_report(WORDS, submission)
    make_report(WORDS, submission, about="me", safe_contact={**RULES, "ask_for": "Kanarek"})
    event = AuditEvent.objects.get(verb="conversation.told")
    assert "Kanarek" not in str(event.details)


def test_staff_read_the_rules_first_and_the_person_who_comes_back_does_not(cast: Cast) -> None:
    conversation = told(check_word="wrzos", ask_for="Ola", times=["any"])
    page = browser_of(cast.consultant).get(page_of(conversation)).content.decode()
    assert page.index("wrzos") < page.index(WORDS)
    assert 'href="tel:+48600100200"' in page and "teraz można dzwonić" in page
    back = phone().post("/pl/return/", {"code": code_of(conversation)}).content.decode()
    for words in ("wrzos", "600 100 200", "Ola", "ola@poczta.example"):
        assert words not in back


def test_staff_are_told_when_not_to_call(cast: Cast) -> None:
    page = browser_of(cast.consultant).get(page_of(told(times=[]))).content.decode()
    assert "teraz nie dzwoń" in page


def test_the_form_of_a_case_begins_with_the_rules_and_needs(cast: Cast) -> None:
    need = Need.objects.create(key="one", name={"pl": "Jedna"})
    conversation = make_report(needs=[need], safe_contact={**RULES, "check_word": "wrzos"})
    form = browser_of(cast.consultant).get(page_of(conversation, "case/")).context["form"]
    assert form.initial["needs"] == [need.pk] and form.initial["phone"] == "+48600100200"
    for words in ("Hasło: wrzos", "Telefon: +48 600 100 200", "Osoba podała w rozmowie"):
        assert words in form.initial["contact_rules"]


def test_a_case_that_a_program_opens_carries_them_too(cast: Cast) -> None:
    conversation = told(check_word="wrzos")
    case, _ = actions.open_case_from(
        conversation=conversation,
        submission=uuid4(),
        lead=cast.centre,
        by=cast.consultant,
        pseudonym="Osoba",
        summary=WORDS,
        person_name="",
        needs=[],
        urgency="urgent",
        phase="intervention",
        age=None,
        language="pl",
        accessibility=[],
    )
    assert "wrzos" in case.contact_rules and case.phone == "+48600100200"
