"""A child is spoken to as a child on each page of their way, and the help for children is there."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext

from casework.intake.chat.standing import standing
from casework.intake.models import Conversation
from casework.intake.public.steps import STEPS
from casework.intake.to_a_child import SAID_TO_A_CHILD, is_a_child, speaking_to_a_child
from tests.casework.intake.reports import (
    code_of,
    filled_form,
    make_entry_point,
    make_report,
    phone,
)
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("cast")

FORMAL = {
    "de": re.compile(r"\b(Sie|Ihr|Ihre|Ihrem|Ihren|Ihrer|Ihnen)\b"),
    "uk": re.compile(r"\b(ви|вас|вам|вами|ваш\w*|\w+(?:іть|йте))\b", re.IGNORECASE),
}
TOLD = {"age": "minor", "about": "me", "text": "1", "may_call": "yes", "may_write": "no"}
LANGUAGES = ("de", "uk")


def words_of(answer: Any) -> str:
    """What a person reads in the page's content, without the city's own texts in the frame."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    main = re.sub(
        r'<details class="govuk-details ostoja-easy".*?</details>', "", main, flags=re.DOTALL
    )
    main = re.sub(r"<script.*?</script>|<details class=.govuk-details govuk-!.*?</details>", "",
                  main, flags=re.DOTALL)  # fmt: skip
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def page_of(step: str, language: str, **more: str) -> Any:
    form = {**filled_form("1"), **TOLD, "step": "words", "go": step, **more}
    return phone().post(f"/{language}/contact/", form)


def sent(language: str, **more: str) -> Any:
    return phone().post(f"/{language}/contact/", {**filled_form("1"), **TOLD, **more})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", [step.name for step in STEPS])
def test_no_page_of_a_childs_way_says_the_you_of_adults(step: str, language: str) -> None:
    answer = page_of(step, language)
    assert f'name="step" value="{step}"' in answer.content.decode()
    assert not FORMAL[language].findall(words_of(answer)), words_of(answer)
    assert "116 111" in words_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_speaks_to_the_child_and_names_the_helpline(language: str) -> None:
    answer = sent(language)
    assert Conversation.objects.get().is_minor
    assert not FORMAL[language].findall(words_of(answer)), words_of(answer)
    assert "116 111" in words_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chat", [{}, {"chat": "1"}])
def test_so_does_the_conversation(language: str, chat: dict[str, str]) -> None:
    found = make_report(text="1", is_minor=True, language=language)
    answer = phone().post(f"/{language}/return/", {"code": code_of(found), **chat})
    assert not FORMAL[language].findall(words_of(answer)), words_of(answer)
    assert "116 111" in words_of(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_for_children_does_so_from_the_first_page_on(language: str) -> None:
    make_entry_point("KNDRN2", audience="children")
    answer = phone().get(f"/{language}/contact/?e=KNDRN2")
    assert not FORMAL[language].findall(words_of(answer)), words_of(answer)


def test_the_first_page_says_once_that_no_name_is_needed() -> None:
    make_entry_point("KNDRN2", audience="children")
    said = words_of(phone().get("/en/contact/?e=KNDRN2"))
    assert said.count("You do not have to") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_adult_is_spoken_to_as_one(language: str) -> None:
    answer = sent(language, age="adult")
    assert FORMAL[language].findall(words_of(answer))
    assert "child-help" not in answer.content.decode()
    back = phone().post(
        f"/{language}/return/", {"code": code_of(Conversation.objects.get()), "chat": "1"}
    )
    assert FORMAL[language].findall(words_of(back))
    assert "child-help" not in back.content.decode()


def test_whom_a_poster_brought_counts_as_a_child_until_they_say_otherwise() -> None:
    point = make_entry_point("KNDRN2", audience="children")
    assert is_a_child(make_report(entry_point=point))
    assert not is_a_child(make_report(entry_point=point, is_minor=False))
    assert is_a_child(make_report(is_minor=True))
    assert not is_a_child(make_report())


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_afterwards_the_language_is_as_before(language: str) -> None:
    with translation.override(language):
        usual = gettext("Your conversation")
        with pytest.raises(ZeroDivisionError):
            _fail_while_speaking(language)
        assert gettext("Your conversation") == usual


def _fail_while_speaking(language: str) -> None:
    with speaking_to_a_child():
        assert translation.get_language() == language
        with speaking_to_a_child():
            assert all(str(words) for words in SAID_TO_A_CHILD)
        raise ZeroDivisionError


def test_an_adult_who_is_served_at_the_same_moment_is_spoken_to_as_one() -> None:
    def read() -> str:
        with translation.override("de"):
            return gettext("Your conversation")

    usual = read()
    with ThreadPoolExecutor() as others, translation.override("de"), speaking_to_a_child():
        assert others.submit(read).result() == usual != gettext("Your conversation")
    assert read() == usual


def test_what_no_child_needs_in_other_words_is_said_as_always() -> None:
    with translation.override("de"), speaking_to_a_child():
        assert gettext("Send") == "Absenden"
        assert gettext("no catalogue has this") == "no catalogue has this"
    with translation.override(None), speaking_to_a_child():
        assert gettext("Send") == "Send"


def test_the_state_of_a_live_talk_travels_in_a_childs_words(cast: Cast) -> None:
    found = make_report(is_minor=True)
    with translation.override("de"):
        said = " ".join(standing(found).facts()["words"])
    assert said and not FORMAL["de"].findall(said)
