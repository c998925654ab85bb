"""The way back with the code."""

import re
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.budget import WRONG_CODES
from casework.intake.models import Conversation, Message
from casework.partners.choices import OrganisationRole
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.intake.reports import WORDS, code_of, make_report, phone
from tests.cast import Cast

WRONG = "1111 2222 3333 4444"


def answer(conversation: Conversation, by: User, text: str = "Dzień dobry.") -> None:
    conversation.refresh_from_db()
    actions.answer(
        conversation=conversation,
        version=conversation.version,
        submission=uuid4(),
        text=text,
        by=by,
    )


def come_back(code: str, **fields: str) -> Any:
    return phone().post("/pl/return/", {"code": code, **fields})


@pytest.mark.parametrize("between", [" ", "", "-", " – ", "\t"])
def test_the_code_opens_the_conversation_however_it_is_typed(cast: Cast, between: str) -> None:
    conversation = make_report()
    answer(conversation, cast.consultant)
    page = come_back(f"\n {between.join(code_of(conversation).split())} ")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.index(WORDS) < text.index("Dzień dobry.")


def test_staff_stay_nameless_and_the_centre_is_named(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.centre.pk).update(short_name="OIK")
    assert OrganisationRole.CRISIS_CENTRE in cast.centre.roles
    conversation = make_report()
    answer(conversation, cast.consultant)
    text = come_back(code_of(conversation)).content.decode()
    assert "OIK" in text
    assert cast.consultant.full_name not in text and str(cast.consultant.pk) not in text


def test_a_change_of_who_answers_is_told(cast: Cast) -> None:
    conversation = make_report()
    answer(conversation, cast.consultant)
    answer(conversation, cast.consultant)
    same = come_back(code_of(conversation)).context["spoken"]
    answer(conversation, cast.colleague)
    other = come_back(code_of(conversation)).context["spoken"]
    assert not any(one.is_new_voice for one in same)
    assert [one.is_new_voice for one in other] == [False, False, False, True]


def test_the_code_is_never_in_an_address(cast: Cast) -> None:
    conversation = make_report()
    text = come_back(code_of(conversation)).content.decode()
    digits = code_of(conversation).replace(" ", "")
    assert f'type="hidden" name="code" value="{digits}"' in text
    assert not re.search(f'(href|action|src)="[^"]*{digits}', text)


def test_wrong_codes_all_look_the_same(cast: Cast) -> None:
    code = code_of(make_report())
    nearly = code[:-1] + str((int(code[-1]) + 1) % 10)
    pages = [come_back(code) for code in (WRONG, "0000000000000000", nearly)]
    assert {page.status_code for page in pages} == {422}
    errors = {str(page.context["form"].errors["code"]) for page in pages}
    assert len(errors) == 1


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("pl", "123", "Kod ma 16 cyfr. W tym polu są 3."),
        ("pl", "1", "Kod ma 16 cyfr. W tym polu jest 1."),
        ("pl", "1234 5678 9012 345", "Kod ma 16 cyfr. W tym polu jest ich 15."),
        ("en", "123", "The code has 16 digits. You have written 3."),
        ("de", "123", "Der Code hat 16 Ziffern. Hier stehen 3."),
        ("uk", "123", "Код має 16 цифр. Тут їх 3."),
        ("pl", "kod", "Kod to 16 cyfr i nic więcej."),
        ("pl", "A1234567890123456", "Kod to 16 cyfr i nic więcej."),
        ("pl", "١٢٣٤" * 4, "Kod to 16 cyfr i nic więcej."),
        ("pl", "abc\x00", "Niektórych znaków"),
        ("pl", "x" * 9_999, "Kod to 16 cyfr i nic więcej."),
    ],
)
def test_what_cannot_be_a_code_is_told_how_many_digits_it_needs(
    cast: Cast, language: str, typed: str, told: str
) -> None:
    make_report()
    page = phone().post(f"/{language}/return/", {"code": typed, "text": "Moje słowa"})
    text = page.content.decode()
    assert page.status_code == 422
    assert told in text and "Moje słowa" in text
    assert typed.replace("\x00", "\N{REPLACEMENT CHARACTER}") in text


def test_what_cannot_be_a_code_is_no_guess(cast: Cast) -> None:
    for _ in range(WRONG_CODES.limit + 1):
        come_back("123")
    assert come_back(WRONG).status_code == 422


def test_wrong_codes_cost_the_same(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_report()
    come_back("")
    for code in (WRONG, "0000000000000000"):
        with django_assert_num_queries(2):  # conversation, the page's easy text
            come_back(code)


def test_what_was_typed_stays(cast: Cast) -> None:
    page = come_back(WRONG, text="Czy ktoś tam jest?", submission=str(uuid4()))
    text = page.content.decode()
    assert f'value="{WRONG}"' in text
    assert "Czy ktoś tam jest?" in text


def test_an_empty_code_is_asked_for(cast: Cast) -> None:
    page = come_back("  ")
    assert page.status_code == 422
    assert "16" in str(page.context["form"].errors["code"])


def test_the_form_never_waits(cast: Cast) -> None:
    for _ in range(WRONG_CODES.limit + 1):
        come_back(WRONG)
    assert phone().get("/pl/contact/").status_code == 200
    assert phone().post("/pl/contact/", {"text": WORDS}).status_code == 200


def test_right_codes_use_up_nothing(cast: Cast) -> None:
    conversation = make_report()
    for _ in range(WRONG_CODES.limit + 5):
        assert come_back(code_of(conversation)).status_code == 200


def test_a_code_of_one_city_is_unknown_in_another(cast: Cast) -> None:
    conversation = make_report()
    with entered("elblag"):
        page = phone("elblag").post("/pl/return/", {"code": code_of(conversation)})
    assert page.status_code == 422
    assert WORDS not in page.content.decode()


def test_a_reply_stays_on_the_page_and_waits_for_an_answer(cast: Cast) -> None:
    conversation = make_report()
    answer(conversation, cast.consultant)
    page = come_back(code_of(conversation), text="Dziękuję.", submission=str(uuid4()))
    assert page.status_code == 200
    assert page.context["was_sent"]
    assert page.content.decode().index("Dzień dobry.") < page.content.decode().index("Dziękuję.")
    assert page.context["conversation"].state == "waiting"


def test_a_reply_reloaded_is_one_message(cast: Cast) -> None:
    conversation, submission = make_report(), str(uuid4())
    pages = [
        come_back(code_of(conversation), text="I jeszcze.", submission=submission) for _ in range(3)
    ]
    assert Message.objects.count() == 2
    assert submission not in {str(page.context["submission"]) for page in pages}


def test_a_reply_that_cannot_be_taken_stays(cast: Cast) -> None:
    conversation, submission = make_report(), str(uuid4())
    page = come_back(code_of(conversation), text="y" * 20_001, submission=submission)
    assert page.status_code == 422
    assert "y" * 20_001 in page.content.decode()
    assert submission in page.content.decode()
    empty = come_back(code_of(conversation), text=" ", submission=submission)
    assert empty.status_code == 422


@pytest.mark.parametrize("submission", ["", "x", "\x00"])
def test_a_reply_with_a_broken_id_is_kept(cast: Cast, submission: str) -> None:
    conversation = make_report()
    come_back(code_of(conversation), text="I jeszcze.", submission=submission)
    assert Message.objects.count() == 2


def test_a_closed_conversation_can_be_read_and_written_to(cast: Cast) -> None:
    conversation = make_report()
    conversation.refresh_from_db()
    actions.close(conversation=conversation, version=1, by=cast.consultant)
    assert come_back(code_of(conversation)).status_code == 200
    page = come_back(code_of(conversation), text="Jednak.", submission=str(uuid4()))
    assert page.context["conversation"].state == "waiting"


def test_no_cookie_and_nothing_kept(cast: Cast) -> None:
    conversation = make_report()
    page = come_back(code_of(conversation))
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]


def test_the_conversation_asks_little(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    conversation = make_report()
    for _ in range(3):
        answer(conversation, cast.consultant)
    come_back(code_of(conversation))
    with django_assert_num_queries(6):  # conversation, messages, centre, mute, hands, easy text
        come_back(code_of(conversation))
