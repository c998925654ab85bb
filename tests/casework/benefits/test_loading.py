"""The stores of the demonstration, and the usual list of a blueprint, are loaded once."""

import pytest

from casework.benefits.blueprint import export_usual, load_usual
from casework.benefits.loading import load_givings, load_stores
from casework.benefits.models import Article, Giving, Movement, Store, UsualArticle
from casework.benefits.tasks import watch_stores
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tenants.parts import Document, read_blueprint, read_seed
from tests.casework.benefits.making import assert_book_is_right
from tests.casework.cases.situations import make_case
from tests.cast import Cast, make_organisation, make_person


@pytest.fixture
def seed(cast: Cast) -> Document:
    """Gdańsk's own, with the bodies, people and cases that it names."""
    found = read_seed("gdansk")
    keys = {row["organisation"] for row in found["benefit_stores"]}
    [body] = [make_organisation(key, key) for key in keys]
    for email in {row["by"] for row in found["givings"]}:
        User.objects.filter(email=email).delete()
        make_person(Role.CONSULTANT, body, email)
    for name in {row["pseudonym"] for row in found["givings"]}:
        make_case(cast, pseudonym=name)
    return found


def test_they_are_loaded_once_as_samples(seed: Document) -> None:
    for _twice in range(2):
        load_stores(seed["benefit_stores"])
        load_givings(seed["givings"])
    assert Store.objects.count() == 1 and Article.objects.count() >= 10
    assert Giving.objects.count() == len(seed["givings"]) == 2
    for model in (Store, Article, Giving):
        assert {one.is_sample for one in model.objects.all()} == {True}
    assert Movement.objects.filter(kind="given").exists()
    assert_book_is_right()
    assert watch_stores.run() > 0


def test_a_blueprint_brings_the_usual_list_and_keeps_what_the_city_has(cast: Cast) -> None:
    UsualArticle.objects.all().delete()
    rows = read_blueprint("msik")["usual_articles"]
    load_usual(rows)
    assert sorted(map(str, export_usual())) == sorted(map(str, rows))
    UsualArticle.objects.filter(name="Koc").update(low_mark=9)
    load_usual(rows)
    assert UsualArticle.objects.get(name="Koc").low_mark == 9
