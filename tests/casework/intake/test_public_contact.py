"""The form, what it stores and the receipt."""

import re
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.budget import REPORTS
from casework.intake.models import Conversation, Message
from casework.intake.qr import picture_of
from tenants.fence import entered
from tests.casework.intake.reports import (
    WORDS,
    age,
    code_of,
    filled_form,
    make_entry_point,
    phone,
)

pytestmark = pytest.mark.usefixtures("gdansk")


def test_the_form_tells_first_what_happens_to_the_words() -> None:
    page = phone().get("/pl/contact/")
    text = page.content.decode()
    told = [text.index(words) for words in ("szyfrujemy", "prokuraturze", 'value="words"')]
    assert told == sorted(told) and "<textarea" not in text
    assert "16 cyfr" in text
    assert 'href="tel:112"' in text


@pytest.mark.parametrize(
    ("language", "title"),
    [("pl", "Informacje"), ("en", "Information"), ("de", "Informationen"), ("uk", "Інформація")],
)
def test_the_title_tells_nothing(language: str, title: str) -> None:
    for page in (
        phone().get(f"/{language}/contact/"),
        phone().get(f"/{language}/return/"),
        phone().post(f"/{language}/contact/", filled_form()),
    ):
        found = re.search("<title>(.*?)</title>", page.content.decode(), re.DOTALL)
        assert found and " ".join(found[1].split()).startswith(f"{title} – Gda")


def test_no_page_sets_a_cookie_or_is_kept() -> None:
    for answer in (phone().get("/pl/contact/"), phone().post("/pl/contact/", filled_form())):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]


def test_a_report_needs_no_cookie_and_gives_a_code() -> None:
    answer = phone().post("/uk/contact/", filled_form())
    conversation = Conversation.objects.get()
    assert answer.status_code == 200
    assert conversation.language == "uk"
    assert not conversation.is_doubtful
    groups = re.findall(r"<span>(\d{4})</span>", answer.content.decode())
    assert " ".join(groups) == code_of(conversation)
    assert "data:image/png;base64," in answer.content.decode()


def test_the_picture_holds_the_bare_number() -> None:
    phone().post("/pl/contact/", filled_form())
    code = code_of(Conversation.objects.get())
    assert picture_of(code) != picture_of(f"https://x/{code}")


def test_the_entry_point_is_kept() -> None:
    point = make_entry_point()
    page = phone().get("/pl/contact/?e=HWP7K3").content.decode()
    assert 'name="entry_point" value="HWP7K3"' in page
    phone().post("/pl/contact/", filled_form(entry_point="hwp7k3"))
    assert Conversation.objects.get().entry_point == point


def test_a_wrong_entry_point_stops_nothing() -> None:
    page = phone().get('/pl/contact/?e="><script>')
    assert "<script>" not in page.content.decode().partition("<main")[2]
    phone().post("/pl/contact/", filled_form(entry_point="\x00' or 1=1"))
    assert Conversation.objects.get().entry_point is None


def test_the_same_form_shows_the_same_code_for_ten_minutes() -> None:
    form = filled_form()
    first = phone().post("/pl/contact/", form)
    conversation = Conversation.objects.get()
    age(conversation, minutes=9)
    again = phone().post("/pl/contact/", form)
    assert first.context["code"] == again.context["code"] == code_of(conversation)
    assert Message.objects.count() == 1


def test_after_ten_minutes_the_code_is_not_shown_again() -> None:
    form = filled_form()
    phone().post("/pl/contact/", form)
    conversation = Conversation.objects.get()
    age(conversation, minutes=11)
    again = phone().post("/pl/contact/", form)
    text = again.content.decode()
    assert again.status_code == 200
    assert code_of(conversation).split()[0] not in re.findall(r"\d{4}", text)
    assert "data:image" not in text
    assert Message.objects.count() == 1


def test_what_was_changed_before_sending_again_is_kept() -> None:
    form = filled_form()
    phone().post("/pl/contact/", form)
    phone().post("/pl/contact/", {**form, "text": "Zmieniłam zdanie."})
    assert [message.text for message in Message.objects.all()] == [WORDS, "Zmieniłam zdanie."]


def test_an_empty_form_says_what_is_missing_and_keeps_its_id() -> None:
    form = filled_form(text="  \r\n ", entry_point="HWP7K3")
    answer = phone().post("/pl/contact/", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search("<title>\\s*Błąd: ", text)
    assert form["submission"] in text and form["made_at"] in text and "HWP7K3" in text
    assert not Conversation.objects.exists()


def test_twenty_thousand_characters_fit_and_one_more_does_not() -> None:
    fits = phone().post("/pl/contact/", filled_form("ż" * 20_000))
    too_long = phone().post("/pl/contact/", filled_form("ż" * 20_001))
    assert (fits.status_code, too_long.status_code) == (200, 422)
    assert "ż" * 20_001 in too_long.content.decode()
    assert Conversation.objects.count() == 1


def test_line_ends_count_once() -> None:
    assert phone().post("/pl/contact/", filled_form("a\r\n" * 9_999)).status_code == 200


@pytest.mark.parametrize(
    "text",
    ["\u202eabc\u202c", "{{7*7}}", "=cmd|'/c calc'!A1", "🙂" * 100, "<script>x</script>", "\ufffe"],
)
def test_strange_texts_are_kept_as_they_are(text: str) -> None:
    assert phone().post("/pl/contact/", filled_form(text)).status_code == 200
    assert Message.objects.get().text == text


@pytest.mark.parametrize("text", ["a\x00b", "x" * 1_000_000])
def test_what_cannot_be_kept_stays_in_the_form(text: str) -> None:
    answer = phone().post("/pl/contact/", filled_form(text))
    assert answer.status_code == 422
    assert text.replace("\x00", "\N{REPLACEMENT CHARACTER}") in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "is_minor"), [("minor", True), ("adult", False), ("unsaid", None), (None, None)]
)
def test_a_person_may_say_that_they_are_under_18(said: str | None, is_minor: bool | None) -> None:
    form = {**filled_form(), **({"age": said} if said else {})}
    assert phone().post("/pl/contact/", form).status_code == 200
    assert Conversation.objects.get().is_minor is is_minor


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("pl", "Czy masz mniej niż 18 lat?"),
        ("en", "Are you under 18?"),
        ("de", "Sind Sie unter 18 Jahre alt?"),
        ("uk", "Вам менше 18 років?"),
    ],
)
def test_nobody_must_say_their_age(language: str, question: str) -> None:
    form = {**filled_form(), "step": "safety", "go": "next"}
    text = phone().post(f"/{language}/contact/", form).content.decode()
    assert question in text and text.count('name="age"') == 4 and "checked" not in text


@pytest.mark.parametrize("body", ["&".join(f"a{n}=1" for n in range(10_001)), "x" * 3_000_000])
def test_what_is_far_too_much_is_refused_in_words(body: str) -> None:
    kind = "application/x-www-form-urlencoded"
    answer = phone().post("/pl/contact/", body, content_type=kind)
    assert answer.status_code == 400
    assert 'href="tel:112"' in answer.content.decode()


def test_a_form_of_many_parts_with_the_same_name_is_read() -> None:
    form = filled_form()
    answer = phone().post("/pl/contact/", {**form, "text": ["first", "second"]})
    assert answer.status_code == 200


@pytest.mark.parametrize("changes", [{"subject": "Buy"}, {"made_at": ""}, {"submission": "x"}])
def test_what_a_machine_may_have_sent_is_stored_too(changes: dict[str, Any]) -> None:
    answer = phone().post("/pl/contact/", filled_form(**changes))
    assert answer.status_code == 200
    assert Conversation.objects.get().is_doubtful


def test_where_no_network_is_known_nobody_is_marked_for_what_others_send() -> None:
    for _ in range(REPORTS.limit + 2):
        phone(REMOTE_ADDR="10.0.0.5").post("/pl/contact/", filled_form())
    assert not Conversation.objects.filter(is_doubtful=True).exists()


def test_over_the_budget_reports_are_stored_and_wait_behind_the_others() -> None:
    for _ in range(REPORTS.limit + 2):
        assert phone().post("/pl/contact/", filled_form()).status_code == 200
    assert Conversation.objects.filter(is_doubtful=True, doubt="many").count() == 2


def test_writing_the_code_down_can_be_checked() -> None:
    form = filled_form()
    phone().post("/pl/contact/", form)
    code = code_of(Conversation.objects.get())
    right = phone().post("/pl/contact/", {"submission": form["submission"], "code": code})
    wrong = phone().post("/pl/contact/", {"submission": form["submission"], "code": "1234"})
    assert (right.status_code, wrong.status_code) == (200, 422)
    assert right.context["is_right"] and not wrong.context["is_right"]
    assert code in " ".join(re.findall(r"\d{4}", wrong.content.decode()))
    assert "Kod ma 16 cyfr. W tym polu są 4." in wrong.content.decode()
    assert 'value="1234"' in wrong.content.decode()


def test_a_check_without_a_report_is_a_new_form() -> None:
    submission = "5d4e7b9e-5f5c-4d3a-9f6e-3a1d2c4b5a69"
    answer = phone().post("/pl/contact/", {"submission": submission, "code": "1"})
    assert answer.context["envelope"].submission != UUID(submission)


def test_the_check_shows_no_code_after_ten_minutes() -> None:
    form = filled_form()
    phone().post("/pl/contact/", form)
    age(Conversation.objects.get(), minutes=11)
    answer = phone().post("/pl/contact/", {"submission": form["submission"], "code": "1"})
    assert answer.context["code"] is None


def test_answers_to_a_form_have_no_links_that_would_lose_them() -> None:
    assert 'hreflang="uk"' in phone().get("/pl/contact/").content.decode()
    assert "hreflang" not in phone().post("/pl/contact/", filled_form("")).content.decode()
    assert "hreflang" not in phone().post("/pl/contact/", filled_form()).content.decode()


def test_a_report_of_one_city_is_unknown_in_another() -> None:
    form = filled_form()
    phone().post("/pl/contact/", form)
    with entered("gdynia"):
        assert not Conversation.objects.exists()


def test_the_pages_ask_little(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phone().get("/pl/contact/")
    with django_assert_num_queries(2):  # texts, and the easy one
        phone().get("/pl/contact/")
    form = filled_form()
    # is it known, savepoint, conversation, message, audit, who is to be told, release; the
    # news has a savepoint of its own, so that the report is kept whatever becomes of it; and
    # how long it is kept, its files, and the text that is easy to read
    with django_assert_num_queries(12):
        phone().post("/pl/contact/", form)


@pytest.mark.parametrize("language", ["en", "de", "uk"])
def test_another_language_keeps_what_was_typed_and_stores_nothing(language: str) -> None:
    form = {**filled_form(), "age": "minor", "language": language, "step": "about"}
    text = phone().post(f"/{language}/contact/", form).content.decode()
    assert WORDS in text and form["submission"] in text and form["made_at"] in text
    assert 'value="minor"' in text and "checked" in text
    assert f'<html lang="{language}"' in text
    assert not Conversation.objects.exists()


def test_the_way_to_other_languages_stands_behind_the_main_button() -> None:
    text = phone().get("/pl/contact/?e=HWP7K3").content.decode()
    assert text.index("Zacznij") < text.index('formaction="/de/contact/?e=HWP7K3"')
    assert 'formaction="/pl/contact/' not in text


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 100_000, "{{7*7}}", "<script>"])
def test_whatever_was_typed_another_language_shows_it_unharmed(typed: str) -> None:
    answer = phone().post("/de/contact/", {"text": typed, "age": "\x00", "language": "de"})
    assert answer.status_code == 200 and "<script>" not in answer.content.decode()


def test_the_receipt_says_how_long_the_code_is_shown() -> None:
    text = phone().post("/pl/contact/", filled_form()).content.decode()
    assert "Pokazujemy go przez 10 minut." in text
