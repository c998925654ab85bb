"""Names as sentences have them: found as they are called, and no other name instead."""

from itertools import permutations

import pytest

from ostoja.privacy.search.declension import called
from ostoja.privacy.search.likeness import Likeness, likeness, typed_words
from ostoja.privacy.search.spelling import plain_words, words_of
from ostoja.privacy.search.terms import exact_term, kept_terms, wanted_terms

FORMS = {
    "Anna": "Anny Annie Annę Anną Anno",
    "Ewa": "Ewy Ewie Ewę Ewą Ewo",
    "Maria": "Marii Marię Marią Mario",
    "Zofia": "Zofii Zofię Zofią Zofio",
    "Olga": "Olgi Oldze Olgę Olgą",
    "Agnieszka": "Agnieszki Agnieszce Agnieszkę Agnieszką Agnieszko",
    "Małgorzata": "Małgorzaty Małgorzacie Małgorzatę Małgorzatą",
    "Barbara": "Barbary Barbarze Barbarę Barbarą",
    "Wanda": "Wandy Wandzie Wandę Wandą",
    "Kasia": "Kasi Kasię Kasią Kasiu",
    "Jan": "Jana Janowi Janem Janie",
    "Piotr": "Piotra Piotrowi Piotrem Piotrze",
    "Paweł": "Pawła Pawłowi Pawłem Pawle",
    "Marek": "Marka Markowi Markiem Marku",
    "Tomasz": "Tomasza Tomaszowi Tomaszem Tomaszu",
    "Andrzej": "Andrzeja Andrzejowi Andrzejem Andrzeju",
    "Jerzy": "Jerzego Jerzemu Jerzym",
    "Antoni": "Antoniego Antoniemu Antonim",
    "Krzysztof": "Krzysztofa Krzysztofowi Krzysztofem Krzysztofie",
    "Kowalska": "Kowalskiej Kowalską Kowalskich",
    "Kowalski": "Kowalskiego Kowalskiemu Kowalskim Kowalskich Kowalskimi Kowalscy",
    "Zawadzki": "Zawadzkiego Zawadzkim Zawadzcy",
    "Nowak": "Nowaka Nowakowi Nowakiem Nowaku Nowakowie Nowaków Nowakom Nowakami Nowakach",
    "Kaczmarek": "Kaczmarka Kaczmarkowi Kaczmarkiem",
    "Wróbel": "Wróbla Wróblowi Wróblem",
    "Kupiec": "Kupca Kupcowi Kupcem",
    "Sikora": "Sikory Sikorze Sikorę Sikorą",
    "Duda": "Dudy Dudzie Dudę Dudą Dudowie",
    "Cicha": "Cichej Cichą",
}
NAMES = """
Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Zofia Joanna Teresa
Magdalena Monika Janina Danuta Jadwiga Aleksandra Halina Irena Beata Dorota Helena Alicja Renata
Karolina Jolanta Natalia Grażyna Wiktoria Sylwia Iwona Paulina Olga Wanda Daniela Kamila Michalina
Jan Stanisław Krzysztof Andrzej Piotr Tomasz Paweł Marcin Michał Marek Grzegorz Józef Łukasz Adam
Zbigniew Jerzy Tadeusz Mateusz Dariusz Mariusz Wojciech Ryszard Jakub Henryk Robert Rafał Kazimierz
Jacek Maciej Kamil Daniel Antoni Karol Mirosław Roman Marian Artur Sebastian Leszek Wiesław
Nowak Kowalski Kowalska Wiśniewski Wiśniewska Wójcik Kowalczyk Kamiński Lewandowski Zieliński
Szymański Woźniak Dąbrowski Kozłowski Mazur Jankowski Kwiatkowski Wojciechowski Krawczyk Kaczmarek
Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski
Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora
Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Duda Zalewski Wróblewski
"""
BOTH = {("daniela", "daniel"), ("kamila", "kamil")}
"""A name that is also a form of another."""


@pytest.mark.parametrize("name", FORMS)
def test_each_form_leads_to_the_name(name: str) -> None:
    for form in FORMS[name].split():
        [typed] = typed_words(form)
        [known] = words_of(name)
        assert likeness(typed, known) in {Likeness.DECLINED, Likeness.SAME}, form


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("name", FORMS)
def test_each_form_looks_where_the_name_lies(name: str) -> None:
    [known] = words_of(name)
    for form in FORMS[name].split():
        [word] = words_of(form)
        assert exact_term("name", known) in wanted_terms("name", word), form


def test_no_common_name_is_taken_for_the_form_of_another() -> None:
    names = plain_words_of(NAMES)
    taken = {(one, other) for one, other in permutations(names, 2) if other in called(one)}
    assert taken == BOTH


def plain_words_of(text: str) -> list[str]:
    """``plain_words`` reads a dozen at most."""
    return [word for one in text.split() for word in plain_words(one)]


def test_few_names_are_tried_for_a_word() -> None:
    tried = [len(called(word)) for word in plain_words_of(" ".join([NAMES, *FORMS.values()]))]
    assert max(tried) <= 12


@pytest.mark.usefixtures("gdansk")
def test_nothing_more_is_kept() -> None:
    """What lies in the database is about the name alone: its forms are turned when asked for."""
    assert exact_term("name", "anny") not in kept_terms("name", "Anna")


@pytest.mark.parametrize("word", ["", "a", "an", "y", "żż", "ej", "a" * 40, "1234", "ach", "owie"])
def test_short_and_odd_words_are_turned_into_nothing_short(word: str) -> None:
    assert all(len(name) >= 3 for name in called(word))
    assert word not in called(word)


def test_the_name_itself_comes_before_the_form_of_another() -> None:
    [typed] = typed_words("Daniela")
    assert likeness(typed, "daniela") == Likeness.SAME > Likeness.DECLINED
    assert likeness(typed, "daniel") == Likeness.DECLINED
