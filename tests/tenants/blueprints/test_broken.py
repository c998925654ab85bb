"""A broken blueprint is refused with line and reason."""

import random
from collections.abc import Callable

import pytest
from django.utils import translation

from tenants import parts
from tenants.documents.blueprints import LARGEST, BrokenBlueprint, Line, decoded, read_text
from tenants.new_cities.facts import NewCity
from tenants.onboarding import rehearse

WHOLE = """name = "own"
title.pl = "Nasz system"
stage = "preparing"
languages = ["pl", "en"]
modules = ["partners", "meetings"]

[[needs]]
key = "shelter"
order = 10
response_hours = 4
name.pl = "Schronienie"

[[needs]]
key = "food"
order = 20
response_hours = 24
name = { pl = "Jedzenie", en = "Food" }

[texts.contact_notice]
pl = "Napisz do nas."

[case_numbering]
pattern = "IK.{number}.{year}"
"""


def broken(text: str) -> list[Line]:
    with translation.override("en"), pytest.raises(BrokenBlueprint) as raised:
        read_text(text)
    return raised.value.lines


def test_a_right_one_is_laid_over_what_every_city_begins_with() -> None:
    document = read_text(WHOLE)
    assert document["name"] == "own"
    assert document["statement"] == parts.read_blueprint("msik")["statement"]


def test_one_that_says_it_is_whole_stays_as_it_is() -> None:
    assert set(read_text(f"whole = true\n{WHOLE}")) == {
        *("name", "title", "stage", "languages", "modules"),
        *("needs", "texts", "case_numbering", "whole"),
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('name = "own"', 'name = "own', 1, "not TOML"),
        ('stage = "preparing"', "stage = preparing", 3, "not TOML"),
        ('key = "food"', 'key = "food"\nkey = "food"', 15, "not TOML"),
        ("[case_numbering]", "[texts.contact_notice]", 22, "not TOML"),
        ('{year}"\n', '{year}"\n[', 24, "not TOML"),
        ('name = "own"', 'name = "msik"', 1, "comes with the platform"),
        ('name = "own"', 'name = "Nasz Własny"', 1, "cannot be"),
        ('name = "own"', "", 1, "“name” is missing"),
        ('name = "own"', "name = 7", 1, "must be a text"),
        ("title.pl", "title.xx", 2, "“xx” is unknown in “title”"),
        ('title.pl = "Nasz system"', 'title = "Nasz system"', 2, "must say its language"),
        ('"Nasz system"', '"   "', 2, "must not be empty"),
        ('"Nasz system"', f'"{"x" * 201}"', 2, "longer than 200"),
        ("preparing", "suspended", 3, "“suspended” is unknown in “stage”"),
        ('["pl", "en"]', '["pl", "xx"]', 4, "“xx” is unknown in “languages”"),
        ('["pl", "en"]', '["pl", "pl"]', 4, "stands here twice"),
        ('["pl", "en"]', '"pl"', 4, "list of words"),
        ('["pl", "en"]', "[]", 4, "list of words"),
        ('["pl", "en"]', '["en", "uk"]', 4, "Polish is missing"),
        ('"meetings"]', '\n  "meeting",\n]', 6, "Did you mean “meetings”?"),
        ('"meetings"]', '"referrals"]', 5, "needs “cases”"),
        ('[[needs]]\nkey = "food"', '[[nedes]]\nkey = "food"', 13, "Did you mean “needs”?"),
        ('key = "food"', 'key = "shelter"', 14, "“shelter” stands here twice"),
        ('key = "food"', 'kee = "food"', 14, "Did you mean “key”?"),
        ('key = "food"\n', "", 13, "“key” is missing"),
        ('key = "food"', 'key = "Fo od"', 14, "cannot be “Fo od”"),
        ("response_hours = 24", "response_hours = 0", 16, "whole number from 1"),
        ("response_hours = 24", 'response_hours = "24"', 16, "whole number"),
        ("response_hours = 24", "response_hours = true", 16, "whole number"),
        ("order = 20", "order = 99999", 15, "whole number"),
        ('en = "Food"', 'fr = "Repas"', 17, "“fr” is unknown in “name”"),
        ("[texts.contact_notice]\npl =", "[texts]\ncontact_notice =", 20, "must say its language"),
        ("contact_notice]", '"Contact Notice"]', 19, "cannot be"),
        ("{number}.{year}", "{number}", 23, "cannot be"),
        ("[case_numbering]", "[people]", 22, "data of one city"),
        ("[case_numbering]", "[[organisations]]", 22, "data of one city"),
        ("[case_numbering]", "[profile]", 22, "data of one city"),
        ("[case_numbering]\npattern", "[[case_numbering]]\npattern", 22, "must be a table"),
        ('{year}"', '{year}"\nnumbers = 1', 24, "“numbers” is unknown"),
    ],
)
def test_the_line_and_the_reason_are_said(old: str, new: str, line: int, words: str) -> None:
    assert old in WHOLE
    found = broken(WHOLE.replace(old, new, 1))
    assert [one.number for one in found if words in one.reason] == [line], found


@pytest.mark.parametrize("text", ["", " \n", "# only a remark\n"])
def test_of_an_empty_one_one_thing_is_said(text: str) -> None:
    assert broken(text) == [Line(1, "Nothing stands in the blueprint.")]


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_lines() -> None:
    text = WHOLE.replace('"own"', '"msik"').replace("food", "shelter").replace("preparing", "x")
    assert [one.number for one in broken(text)] == [1, 3, 14]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (WHOLE.encode().replace("Żyw".encode(), b"") + b'x = "\xb3"', 24, "UTF-8"),
        (WHOLE.encode("utf-16"), 1, "UTF-8"),
        (b"#" * (LARGEST + 1), 1, "larger than 1 MB"),
    ],
)
def test_files_of_another_kind_are_refused(content: bytes, line: int, words: str) -> None:
    with translation.override("en"), pytest.raises(BrokenBlueprint) as raised:
        decoded(content)
    [found] = raised.value.lines
    assert (found.number, words in found.reason) == (line, True)


def test_depth_ends_in_a_reason() -> None:
    assert broken("a = " + "[" * 5000 + "]" * 5000)


def test_windows_lines_and_a_mark_at_the_beginning_are_read() -> None:
    content = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_text(decoded(content))["name"] == "own"
    spoilt = content.replace(b"order = 20", b"order = -1")
    assert [one.number for one in broken(decoded(spoilt))] == [15]


def refusal_of(text: str) -> list[Line]:
    try:
        read_text(text)
    except BrokenBlueprint as refused:
        return refused.lines
    return []


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randrange(20) :]


def _swap(text: str, chance: random.Random) -> str:
    rows = text.splitlines()
    one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    return "\n".join(rows)


@pytest.mark.parametrize("spoil", [_cut, _swap])
def test_however_it_is_spoilt_it_is_right_or_refused_with_a_line(
    spoil: Callable[[str, random.Random], str],
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same spoilings in every run
    for _turn in range(200):
        text = spoil(WHOLE, chance)
        for line in refusal_of(text):
            assert 1 <= line.number <= text.count("\n") + 1, text
            assert line.reason


@pytest.mark.parametrize("name", parts.blueprint_names())
def test_our_own_are_right_but_for_their_names(name: str) -> None:
    text = (parts.HERE / "blueprints" / f"{name}.toml").read_text()
    assert read_text(text.replace(f'name = "{name}"', 'name = "own"', 1))["name"] == "own"


@pytest.mark.django_db
def test_no_city_is_made_from_a_broken_one() -> None:
    new = NewCity("sopot", "Sopot", "", "a@sopot.example", own_blueprint="name = 7\n" + WHOLE[13:])
    with translation.override("en"):
        assert rehearse(new) == {"blueprint": ["line 1: “name” must be a text."]}
