"""What the meter finds, in each language, and what it lets pass."""

import pytest

from ostoja.ui.plain import EASY, PLAIN, measure
from ostoja.ui.plain.hard_words import entries, hard_words_in
from ostoja.ui.plain.hints import Kind, hints_in
from ostoja.ui.plain.measuring import LONGEST
from ostoja.ui.plain.splitting import sentences_of, syllables_of, words_of

OFFICIAL = (
    "W celu uzyskania wsparcia należy niezwłocznie dokonać zgłoszenia za pośrednictwem formularza."
    " Zgłoszenie zostanie rozpatrzone w terminie 30 dni."
)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("pl", "Idź na ul. Lipową 5. Potem zadzwoń, np. jutro.", 2),
        ("pl", "Zapytaj dr. Nowak! Czy możesz? Tak…", 3),
        ("pl", "Nagłówek bez kropki\n- pierwszy punkt\n2. drugi punkt", 3),
        ("pl", "To kosztuje 3.50 zł.", 1),
        ("pl", "„Opuść stronę.” Potem wróć.", 2),
        ("en", "Call Dr. Smith, e.g. at 5 p.m. today. Then wait.", 2),
        ("de", "Das ist z.B. ein Satz. Und noch einer.", 2),
        ("uk", "Приходьте на вул. Липову. Чекаємо.", 2),
        ("pl", "...\n\n  \n", 0),
        ("pl", "", 0),
    ],
)
def test_a_text_is_cut_where_a_reader_pauses(language: str, text: str, number: int) -> None:
    assert len(sentences_of(text, language)) == number


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Zadzwoń pod 116 123.", ["Zadzwoń", "pod", "116 123"]),
        ("Napisz: pomoc@miasto.example", ["Napisz", "pomoc@miasto.example"]),
        ("Biało-czerwony pam’ятає об'єкт", ["Biało-czerwony", "pam’ятає", "об'єкт"]),
        ("Od 8:00 do 16:00", ["Od", "8:00", "do", "16:00"]),
        ("– ? …", []),
    ],
)
def test_a_number_or_address_is_one_word(sentence: str, words: list[str]) -> None:
    assert [word.rstrip(".") for word in words_of(sentence)] == words


@pytest.mark.parametrize(
    ("language", "word", "syllables"),
    [
        ("pl", "dom", 1),
        ("pl", "niania", 2),
        ("pl", "pięć", 1),
        ("pl", "niezwłocznie", 3),
        ("pl", "pośrednictwem", 4),
        ("pl", "112", 1),
        ("en", "write", 1),
        ("en", "confidential", 4),
        ("de", "Krisenintervention", 7),
        ("de", "zwei", 1),
        ("uk", "допомога", 4),
        ("uk", "кіт", 1),
        ("pl", "z", 1),
    ],
)
def test_syllables_are_those_that_are_heard(language: str, word: str, syllables: int) -> None:
    assert syllables_of(word, language) == syllables


def test_an_official_text_is_told_from_a_plain_one() -> None:
    official = measure(OFFICIAL, "pl")
    plain = measure("Napisz do nas. Odpowiemy w 30 dni.", "pl")
    assert official.level == "hard" and plain.level == "easy"
    assert not official.is_plain and plain.is_plain and plain.to_look_at == []
    assert (plain.words, plain.longest, plain.average) == (7, 4, 3.5)


def test_the_index_is_gunnings() -> None:
    """Ten words in one sentence, two of them hard: 0.4 × (10 + 20)."""
    text = "Ten dom stoi tu już od lat: niepotrzebny i nieużywany."
    found = measure(text, "pl")
    assert (found.words, len(found.long_words), found.index) == (10, 2, 12.0)
    assert found.level == "middling"


@pytest.mark.parametrize(("words", "is_long"), [(20, False), (21, True)])
def test_a_sentence_over_the_limit_is_marked(words: int, is_long: bool) -> None:
    found = measure(" ".join(["dom"] * words) + ".", "pl", PLAIN)
    assert found.sentences[0].is_long is is_long
    assert found.is_long_on_average


def test_easy_text_has_one_sentence_a_line() -> None:
    together, apart = "Napisz do nas. Czekamy.", "Napisz do nas.\nCzekamy."
    assert [one.shares_its_line for one in measure(together, "pl", EASY).sentences] == [True, True]
    assert measure(apart, "pl", EASY).is_plain
    assert measure(together, "pl", PLAIN).is_plain


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("pl", "W celu pomocy", "W celu"),
        ("pl", "Niniejsza decyzja", "Niniejsza"),
        ("pl", "Beneficjentom pomagamy", "Beneficjentom"),
        ("pl", "Musi Pan dokonać wpłaty", "dokonać"),
        ("en", "We facilitate this prior to noon", "prior to"),
        ("de", "Wir bearbeiten dies unverzüglich", "unverzüglich"),
        ("uk", "Ми здійснюємо це", "здійснюємо"),
    ],
)
def test_a_hard_word_comes_with_a_simpler_one(language: str, sentence: str, word: str) -> None:
    found = dict(hard_words_in(sentence, language))
    assert found[word] and found[word] != word


@pytest.mark.parametrize("sentence", ["Organizacja pomaga.", "Mam stanowisko.", "Idę do domu."])
def test_a_word_that_only_begins_like_a_hard_one_passes(sentence: str) -> None:
    assert hard_words_in(sentence, "pl") == []


def test_the_lists_are_worth_asking() -> None:
    assert len(entries("pl")) >= 300
    assert all(len(entries(code)) >= 80 for code in ("en", "de", "uk"))
    assert all(simple for code in ("pl", "en", "de", "uk") for simple in entries(code).values())
    assert entries("fr") == {} and hard_words_in("prior to", "fr") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Wniosek zostanie rozpatrzony.", Kind.PASSIVE),
        ("Sprawa jest szybko prowadzona.", Kind.PASSIVE),
        ("Decyzję podjęto wczoraj.", Kind.IMPERSONAL),
        ("Przygotowano dokumenty.", Kind.IMPERSONAL),
        ("Prosimy o wypełnienie.", Kind.NOUN),
        ("Po przyjęciu czekamy.", Kind.NOUN),
    ],
)
def test_polish_that_sounds_like_an_office_gets_a_hint(sentence: str, kind: Kind) -> None:
    assert kind in {hint.kind for hint in hints_in(sentence, "pl")}
    assert str(kind.advice)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pytanie jest ważne.",
        "Mam mieszkanie i śniadanie.",
        "Biuro jest otwarte.",
        "Pomoc jest bezpłatna dla dzieci.",
        "Rano boli mnie kolano.",
        "Spotkanie jest jutro.",
        "Zostanie z nami.",
        "Konsultant napisze Ci odpowiedź.",
    ],
)
def test_everyday_polish_gets_none(sentence: str) -> None:
    assert hints_in(sentence, "pl") == []


def test_other_languages_have_no_hints() -> None:
    assert hints_in("The request was received.", "en") == []


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00\ud800", "a" * 100_000, "." * 10_000, "(" * 5_000, "1 " * 9_000]
)
def test_whatever_is_typed_is_measured_quickly_and_never_fails(text: str) -> None:
    found = measure(text, "pl")
    assert 0 <= found.words <= LONGEST
    assert found.index >= 0


def test_a_language_without_rules_is_measured_all_the_same() -> None:
    found = measure("Une phrase assez simple.", "fr")
    assert (found.words, found.longest) == (4, 4)
