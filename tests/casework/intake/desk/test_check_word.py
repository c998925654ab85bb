"""The check word on later talks: who asks, what may be said meanwhile, and what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.chat.staff import state_for
from casework.intake.chat.standing import standing
from casework.intake.desk.check_word import SAME_SITTING, check_word_of
from casework.intake.models import CheckWordAsked, Conversation
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import age, code_of, make_report, page_of, phone
from tests.cast import Cast, browser_of

WORD = "wrzos"
ASKED = "Najpierw zapytaj o hasło: wrzos"


@pytest.fixture
def returned(cast: Cast) -> Conversation:
    """Somebody came back the next day, with the code, to talk."""
    row = make_report(safe_contact={"may_call": "yes", "check_word": WORD}, language="uk")
    age(row, days=1)
    actions.claim(conversation=row, by=cast.consultant)
    return actions.enter_chat(conversation=row)


def press(cast: Cast, row: Conversation, done: str, **typed: str) -> Any:
    form = {"check_word": done, **typed}
    return browser_of(cast.consultant).post(page_of(row, "check-word/"), form, follow=True)


def test_the_consultant_reads_whom_to_ask_and_what_may_be_said(
    cast: Cast, returned: Conversation
) -> None:
    page = browser_of(cast.consultant).get(page_of(returned)).content.decode()
    for words in (ASKED, "To Ty pytasz o hasło", "nie powtarzaj niczego", "Hasło się zgadza"):
        assert words in page


def test_a_page_that_is_open_already_learns_it_too(cast: Cast, returned: Conversation) -> None:
    with translation.override("pl"):
        assert ASKED in state_for(cast.consultant, returned)["words"]
        actions.note_check_word(conversation=returned, was_right=True, by=cast.consultant)
        assert ASKED not in state_for(cast.consultant, returned)["words"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "Najpierw napisz swoje hasło."),
        ("en", "Please write your check word first."),
        ("de", "Bitte schreiben Sie zuerst Ihr Kennwort."),
        ("uk", "Спочатку напишіть своє кодове слово."),
    ],
)
def test_the_person_is_asked_and_never_shown_the_word(
    returned: Conversation, language: str, words: str
) -> None:
    sent = {"code": code_of(returned), "chat": "1", "look": "1"}
    page = phone().post(f"/{language}/info/2/", sent).content.decode()
    assert words in page and WORD not in page


def test_who_stays_in_the_same_sitting_is_asked_nothing(cast: Cast) -> None:
    row = make_report(safe_contact={"check_word": WORD})
    age(row, minutes=SAME_SITTING.total_seconds() / 60 - 1)
    found = actions.enter_chat(conversation=row)
    assert check_word_of(found) is None and not standing(found).asks_check_word
    age(row, minutes=SAME_SITTING.total_seconds() / 60 + 1)
    assert check_word_of(row) is not None


@pytest.mark.parametrize("rules", [None, {"may_call": "yes"}, {"check_word": ""}])
def test_who_chose_no_word_is_asked_nothing(cast: Cast, rules: Any) -> None:
    row = make_report(safe_contact=rules)
    age(row, days=1)
    found = actions.enter_chat(conversation=row)
    assert check_word_of(found) is None
    page = browser_of(cast.consultant).get(page_of(found)).content.decode()
    assert 'id="check-word"' not in page


def test_who_is_not_there_is_asked_nothing(cast: Cast, returned: Conversation) -> None:
    Conversation.objects.filter(pk=returned.pk).update(chat_until=timezone.now())
    returned.refresh_from_db()
    assert check_word_of(returned) is None
    with pytest.raises(NotAllowed):
        actions.note_check_word(conversation=returned, was_right=True, by=cast.consultant)


def test_right_is_noted_once_and_colleagues_see_it(cast: Cast, returned: Conversation) -> None:
    press(cast, returned, "right")
    text = press(cast, returned, "right", text="Dzień dobry").content.decode()
    assert "Dzień dobry" in text and ASKED not in text
    asked = CheckWordAsked.objects.get()
    assert asked.was_right and asked.asked_by == cast.consultant
    assert AuditEvent.objects.filter(verb="conversation.check_word_right").count() == 1
    other = browser_of(cast.colleague).get(page_of(returned)).content.decode()
    assert "hasło poprawne" in other and cast.consultant.full_name in other
    assert WORD not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_wrong_is_noted_and_may_be_put_right(cast: Cast, returned: Conversation) -> None:
    text = press(cast, returned, "wrong").content.decode()
    assert "hasło błędne" in text and ASKED in text
    assert standing(returned).asks_check_word
    assert "hasło poprawne" in press(cast, returned, "right").content.decode()
    answers = CheckWordAsked.objects.values_list("was_right", flat=True)
    assert list(answers) == [False, True]


def test_the_next_talk_asks_anew(cast: Cast, returned: Conversation) -> None:
    actions.note_check_word(conversation=returned, was_right=True, by=cast.consultant)
    CheckWordAsked.objects.update(at=timezone.now() - timedelta(minutes=5))
    actions.end_chat(conversation=returned, by=None)
    again = actions.enter_chat(conversation=Conversation.objects.get(pk=returned.pk))
    found = check_word_of(again)
    assert found is not None and not found.is_right


def test_the_question_comes_to_the_answer_in_the_persons_language(
    cast: Cast, returned: Conversation
) -> None:
    page = press(cast, returned, "ask", text="Добрий день.")
    typed = page.context["form"].initial["text"]
    assert typed == "Добрий день.\n\nПерш ніж продовжити: яке ваше кодове слово?"
    assert returned.messages.count() == 1


@pytest.mark.parametrize("done", ["", "nonsense", "\x00"])
def test_what_says_nothing_does_nothing(cast: Cast, returned: Conversation, done: str) -> None:
    assert press(cast, returned, done).status_code == 200
    assert not CheckWordAsked.objects.exists()


def test_who_does_not_answer_notes_nothing(cast: Cast, returned: Conversation) -> None:
    for who in (cast.supervisor, cast.administrator, cast.analyst):
        client = browser_of(who)
        assert client.post(page_of(returned, "check-word/")).status_code == 404
    assert "Hasło się zgadza" not in (
        browser_of(cast.supervisor).get(page_of(returned)).content.decode()
    )


def test_it_goes_with_the_conversation(cast: Cast, returned: Conversation) -> None:
    actions.note_check_word(conversation=returned, was_right=True, by=cast.consultant)
    Conversation.objects.filter(pk=returned.pk).delete()
    assert not CheckWordAsked.objects.exists()


def test_a_page_left_open_overnight_is_a_later_talk(cast: Cast) -> None:
    row = actions.enter_chat(conversation=make_report(safe_contact={"check_word": WORD}))
    age(row, days=1)
    long_ago = timezone.now() - timedelta(hours=23)
    Conversation.objects.update(chat_since=long_ago, chat_until=long_ago)
    frames = phone().post("/pl/info/2/news/", {"code": code_of(row)}).json()["frames"]
    assert "Najpierw napisz swoje hasło." in frames[-1]["words"]
    row.refresh_from_db()
    assert check_word_of(row) is not None
    assert AuditEvent.objects.filter(verb="conversation.chat_entered").count() == 2
