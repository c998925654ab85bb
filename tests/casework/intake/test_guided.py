"""The guided start: one question a page, nothing lost, sent at any moment."""

import gzip
import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.models import Conversation, Message, SafeContact
from casework.partners.models import Need
from ostoja.local.checkout import ROOT
from tests.casework.intake.reports import WORDS, filled_form, make_entry_point, phone

pytestmark = pytest.mark.usefixtures("needs_of_the_city")

LANGUAGES = ("pl", "en", "de", "uk")
STEPS = ("safety", "about", "words", "needs", "reach", "safely", "check")
ANSWERS: dict[str, Any] = {
    "about": "me",
    "age": "adult",
    "needs": ["domestic-violence", "shelter"],
    "may_call": "yes",
    "may_write": "no",
    "check_word": "wrzos",
    "phone": "600 100 200",
    "email": "",
    "times": ["morning", "evening"],
    "may_leave_message": "no",
    "ask_for": "Ola",
    "note": "Nie w niedziele.",
}


@pytest.fixture
def needs_of_the_city(gdansk: object) -> None:
    for place, key in enumerate(("domestic-violence", "shelter", "legal-advice", "child-harmed")):
        Need.objects.get_or_create(
            key=key, defaults={"name": {"pl": f"Potrzeba {key}"}, "position": place}
        )


def press(go: str, step: str, language: str = "pl", /, **answers: Any) -> Any:
    """What a button of a page gives; the answers travel in the form."""
    form = {**filled_form(), "step": step, "go": go, **answers}
    return phone().post(f"/{language}/contact/", form)


def shown(answer: Any) -> str:
    """The page as text."""
    return unescape(answer.content.decode())


def step_of(answer: Any) -> str:
    """Which page it is."""
    found = re.search('name="step" value="([a-z]+)"', answer.content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize(("step", "follows"), list(pairwise(STEPS)))
def test_each_page_leads_to_the_next_and_back(step: str, follows: str) -> None:
    assert step_of(press("next", step, **ANSWERS)) == follows
    assert step_of(press("back", follows, **ANSWERS)) == step


def test_how_to_reach_somebody_is_asked_only_where_we_may() -> None:
    assert step_of(press("next", "reach", may_call="no", may_write="unsaid")) == "check"
    assert step_of(press("back", "check", may_call="no")) == "reach"
    assert step_of(press("next", "reach", may_write="yes")) == "safely"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("go", ["next", "back", "change:words", "words", "nowhere", ""])
def test_whatever_is_pressed_no_answer_is_lost(step: str, go: str) -> None:
    answer = press(go, step, **ANSWERS)
    carried = _values_on(shown(answer))
    if step_of(answer) != "check":
        assert WORDS in shown(answer)
    for name, wanted in ANSWERS.items():
        values = [one for one in (wanted if isinstance(wanted, list) else [wanted]) if one]
        assert set(values) <= carried.get(name, set()), (name, step_of(answer))
    assert not Conversation.objects.exists()


def _values_on(page: str) -> dict[str, set[str]]:
    """What the form of a page would send: hidden fields, what is ticked, what is written."""
    found: dict[str, set[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search('name="([^"]*)"', tag), re.search('value="([^"]*)"', tag)
        is_sent = not re.search('type="(radio|checkbox)"', tag) or "checked" in tag
        if name and value and is_sent:
            found.setdefault(name[1], set()).add(value[1].replace("+48 ", ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\s*([^<]*)<', page):
        found.setdefault(name, set()).add(text.strip())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_another_language_keeps_the_page_and_every_answer(language: str, step: str) -> None:
    answer = press("next", step, language, language=language, **ANSWERS)
    assert step_of(answer) == step and answer.status_code == 200
    assert f'<html lang="{language}"' in shown(answer)
    assert "600 100 200" in shown(answer) and "wrzos" in shown(answer)
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("step", STEPS[2:])
def test_what_was_told_can_be_sent_from_every_page(step: str) -> None:
    answer = press("send", step, **ANSWERS)
    conversation = Conversation.objects.get()
    assert answer.status_code == 200 and answer.context["code"]
    assert (conversation.about, conversation.is_minor) == ("me", False)
    assert {one.need.key for one in conversation.needs.all()} == {"domestic-violence", "shelter"}
    rules = conversation.safe_contact
    assert (rules.phone, rules.times) == ("+48600100200", ["morning", "evening"])
    assert (rules.check_word, rules.ask_for, rules.note) == ("wrzos", "Ola", "Nie w niedziele.")


@pytest.mark.parametrize("step", STEPS[2:])
def test_words_alone_are_enough(step: str) -> None:
    assert press("send", step).status_code == 200
    assert Message.objects.get().text == WORDS
    assert not SafeContact.objects.exists()
    assert not Conversation.objects.get().needs.exists()


@pytest.mark.parametrize("step", STEPS)
def test_without_words_the_page_of_words_says_what_is_missing(step: str) -> None:
    answer = press("send", step, text="  ", **ANSWERS)
    assert answer.status_code == 422 and step_of(answer) == "words"
    assert re.search("<title>\\s*Błąd: ", answer.content.decode())
    text = shown(answer)
    assert text.count("Napisz, co się stało. Wystarczy jedno zdanie.") == 2
    assert 'href="#id_text"' in text and "600 100 200" in text
    assert not Conversation.objects.exists()


def test_the_button_for_sending_comes_with_the_first_words() -> None:
    assert 'value="send"' not in shown(press("next", "safety", text=""))
    assert 'value="send"' in shown(press("next", "about", text=""))
    assert 'value="send"' in shown(press("back", "words", text="x"))


@pytest.mark.parametrize("step", ["about", "needs", "reach", "safely"])
def test_every_other_page_may_stay_empty(step: str) -> None:
    reach = {"may_call": "yes"} if step == "safely" else {}
    assert press("next", step, **reach).status_code == 200


@pytest.mark.parametrize(
    ("step", "name"), [("about", "about"), ("about", "age"), ("reach", "may_call")]
)
def test_i_do_not_know_and_i_would_rather_not_say_are_answers(step: str, name: str) -> None:
    page = shown(press("back", STEPS[STEPS.index(step) + 1], may_call="yes"))
    values = re.findall(
        f'name="{name}"[^>]*value="([a-z]+)"|value="([a-z]+)"[^>]*name="{name}"', page
    )
    assert {"unknown", "unsaid"} <= {one or other for one, other in values}


@pytest.mark.parametrize("said", ["unknown", "unsaid"])
def test_nobody_must_name_a_need(said: str) -> None:
    press("send", "needs", needs=[said])
    conversation = Conversation.objects.get()
    assert conversation.no_needs == said and not conversation.needs.exists()


def test_a_need_goes_before_not_knowing_and_what_is_gone_stops_nobody() -> None:
    press("send", "needs", needs=["unknown", "shelter", "was-taken-off-the-list"])
    conversation = Conversation.objects.get()
    assert conversation.no_needs == ""
    assert [one.need.key for one in conversation.needs.all()] == ["shelter"]


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("phone", "12", "Wpisz cały numer"),
        ("phone", "600\x00100200", "nie da się zapisać"),
        ("email", "jan@", "Wpisz cały adres e-mail"),
        ("ask_for", "x" * 101, "100"),
        ("note", "x" * 1_001, "1000"),
        ("check_word", "a\x00b", "nie da się zapisać"),
        ("about", "x", ""),
        ("may_call", "{{7*7}}", ""),
    ],
)
@pytest.mark.parametrize("go", ["next", "send"])
def test_what_cannot_be_right_is_said_on_its_page_and_nothing_is_lost(
    name: str, typed: str, says: str, go: str
) -> None:
    step = {"about": "about", "may_call": "reach", "check_word": "reach"}.get(name, "safely")
    answer = press(go, step, **{**ANSWERS, "may_write": "yes", name: typed})
    text = shown(answer)
    assert answer.status_code == 422 and step_of(answer) == step and says in text
    assert re.search("<title>\\s*Błąd: ", text) and "govuk-error-summary" in text
    assert WORDS in text
    if name not in {"about", "may_call"}:
        assert typed.replace("\x00", "\N{REPLACEMENT CHARACTER}") in text
    assert not Conversation.objects.exists()


def test_where_nobody_may_call_a_wrong_number_matters_to_nobody() -> None:
    assert press("send", "check", may_call="no", may_write="no", phone="12").status_code == 200
    assert Conversation.objects.get().safe_contact.phone == ""


def test_answers_are_checked_and_changed_one_by_one() -> None:
    page = shown(press("next", "safely", **ANSWERS))
    need = str(Need.objects.get(key="shelter"))
    for words in (WORDS, need, "+48 600 100 200", "wrzos", "rano: od 8 do 12"):
        assert words in page
    changing = press("change:needs", "check", **ANSWERS)
    assert step_of(changing) == "needs" and 'name="then" value="check"' in shown(changing)
    for go in ("next", "back"):
        assert step_of(press(go, "needs", then="check", **ANSWERS)) == "check"


def test_who_says_yes_while_changing_is_asked_when_it_is_safe() -> None:
    asked = press("next", "reach", then="check", may_call="yes")
    assert step_of(asked) == "safely"
    assert step_of(press("next", "safely", then="check", may_call="yes")) == "check"


def test_sent_twice_is_one_report_and_what_was_changed_counts() -> None:
    form = {**filled_form(), "step": "check", "go": "send", **ANSWERS}
    first = phone().post("/pl/contact/", form)
    again = phone().post("/pl/contact/", form)
    assert first.context["code"] == again.context["code"]
    changed = {**form, "needs": ["legal-advice"], "phone": "+380 44 000 00 00", "about": "child"}
    phone().post("/pl/contact/", changed)
    conversation = Conversation.objects.get()
    assert [one.need.key for one in conversation.needs.all()] == ["legal-advice"]
    assert (conversation.safe_contact.phone, conversation.about) == ("+380440000000", "child")
    assert conversation.version == 2 and Message.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_is_written_the_limits_stand_in_the_persons_language(
    language: str,
) -> None:
    said = {"pl": "prokuraturze", "en": "prosecutor", "de": "Staatsanwaltschaft", "uk": "прокур"}
    for answer in (phone().get(f"/{language}/contact/"), press("words", "safety", language)):
        assert said[language] in shown(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS[:-1])
def test_each_page_has_the_neutral_title_and_no_traces(language: str, step: str) -> None:
    answer = press("next", step, language, **ANSWERS)
    title = re.search("<title>(.*?)</title>", shown(answer), re.DOTALL)
    assert title and " ".join(title[1].split()).startswith(("Inform", "Інформ"))
    assert not answer.cookies and "no-store" in answer["Cache-Control"]
    assert "hreflang" not in shown(answer)


@pytest.mark.parametrize("step", STEPS[:-1])
def test_each_page_says_what_comes_next(step: str) -> None:
    page = shown(press("next", step, **ANSWERS))
    assert "Co dalej:" in page or "Co będzie dalej" in page
    assert "Potrzebujesz przerwy?" in page


@pytest.mark.parametrize("step", STEPS)
def test_no_page_asks_much(
    step: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    press("next", step, **ANSWERS)
    with django_assert_max_num_queries(3):  # the city's texts, its needs
        press("next", step, **ANSWERS)


@pytest.mark.parametrize("step", STEPS)
def test_each_page_is_light_with_all_that_it_loads(step: str) -> None:
    folder = ROOT / "platform/ostoja/ui/static/ui"
    loaded = [folder / "public.css", folder / "public.js", folder / "calm.css"]
    loaded += [ROOT / "casework/intake/static/intake/guided.css"]
    fonts = sum(path.stat().st_size for path in (folder / "fonts").glob("[lcp]*[nch]-[47]00.woff2"))
    page = press("next", step, "uk", **{**ANSWERS, "age": "minor"}).content
    packed = [page, *(path.read_bytes() for path in loaded)]
    assert 0 < fonts + sum(len(gzip.compress(one)) for one in packed) <= 60_000


def test_a_poster_for_children_speaks_to_children() -> None:
    make_entry_point("KNDRN2", audience="children")
    page = shown(phone().get("/pl/contact/?e=KNDRN2"))
    assert "Nie wszystko możemy zachować w tajemnicy." in page
    grown_up = press("next", "about", entry_point="KNDRN2", age="adult")
    assert "Nie wszystko możemy" not in shown(grown_up)
