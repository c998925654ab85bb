"""What the first texts of the law's pages sound like: plain, and easy where they say so."""

import re
from itertools import chain

import pytest

from tenants import parts
from tenants.privacy_notice.choices import PartKind

LANGUAGES = ("pl", "en", "de", "uk")
BLUEPRINTS = parts.blueprint_names()
NOTICES = {name: parts.read_blueprint(name)["privacy_notice"]["parts"] for name in BLUEPRINTS}
STATEMENTS = {name: parts.read_blueprint(name)["statement"] for name in BLUEPRINTS}
LONGEST_EASY, LONGEST_PLAIN, USUAL_PLAIN = 14, 25, 15
GROUNDS = re.compile(r"\([^()]*(\([^()]*\)[^()]*)*\)")
WORD = re.compile(r"\w[\w’'-]*")

each_blueprint = pytest.mark.parametrize("name", BLUEPRINTS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_blueprint
def test_every_part_is_written_in_every_language_in_full_and_easy(name: str) -> None:
    assert set(NOTICES[name]) == set(PartKind.values)
    for part in NOTICES[name].values():
        for text in (part["text"], part["easy"]):
            assert set(text) == set(LANGUAGES)
            assert all(words.strip() for words in text.values())


@each_language
@each_blueprint
def test_easy_texts_have_one_short_sentence_a_line(name: str, language: str) -> None:
    for kind, part in NOTICES[name].items():
        for line in part["easy"][language].splitlines():
            assert line[-1] in ".?", (kind, line)
            assert not re.search(r"[.?!;:]\s", line), (kind, line)
            assert len(WORD.findall(line)) <= LONGEST_EASY, (kind, line)
            assert not re.search(r"art\.|lit\.|RODO|GDPR|DSGVO", line), (kind, line)


@each_blueprint
def test_the_whole_notice_is_plain_polish(name: str) -> None:
    lengths = list(
        chain.from_iterable(_lengths(part["text"]["pl"]) for part in NOTICES[name].values())
    )
    assert max(lengths) <= LONGEST_PLAIN
    assert sum(lengths) / len(lengths) <= USUAL_PLAIN


def _lengths(text: str) -> list[int]:
    """Words of each sentence or item, without the legal grounds in brackets."""
    sentences = re.split(r"[.:?]\s|\n", GROUNDS.sub("", text))
    return [len(WORD.findall(one)) for one in sentences if WORD.search(one)]


@each_blueprint
def test_a_city_begins_with_no_name_and_no_day(name: str) -> None:
    """What only a city can know is never made up for it."""
    statement = STATEMENTS[name]
    unknown = {"body", "contact", "email", "phone", "architecture", "prepared_on", "publish"}
    assert statement["sample"] and not unknown & set(statement)
    assert all(set(text) == set(LANGUAGES) for text in statement.values() if isinstance(text, dict))


def test_only_a_city_that_people_write_to_speaks_of_conversations() -> None:
    assert "rozmow" in NOTICES["msik"]["purposes"]["text"]["pl"]
    for name in ("coalition", "planning"):
        assert "rozmow" not in str(NOTICES[name]), name
