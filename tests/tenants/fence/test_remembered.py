"""Queries whose SQL is written once still keep to their city."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from casework.partners.models import Organisation
from tenants.fence import NotEntered, WrongCity, entered
from tenants.fence.remembered import Remembered
from tests.cast import make_organisation

BODIES = Remembered(
    lambda value: (
        Organisation.objects.filter(key=value)
        .select_related("group", "parent")
        .annotate(loud=Upper("key"))
    )
)


@pytest.mark.usefixtures("gdansk")
def test_rows_are_the_models_that_django_would_have_made() -> None:
    made = make_organisation("centre", "Ośrodek", "crisis_centre")
    [found] = BODIES.rows("centre")
    usual = Organisation.objects.get(key="centre")
    assert found == usual == made
    assert found.roles == usual.roles == ["crisis_centre"]
    assert found.created_at == usual.created_at
    assert vars(found).keys() - {"loud"} == vars(usual).keys()
    assert found.loud == "CENTRE"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("gdansk")
def test_what_is_joined_is_not_asked_again() -> None:
    make_organisation("centre", "Ośrodek")
    with CaptureQueriesContext(connection) as asked:
        [found] = BODIES.rows("centre")
        assert (found.group.name, found.parent) == ("centre", None)
    assert len(asked) == 1
    assert list(BODIES.rows("nobody")) == []


@pytest.mark.usefixtures("db")
def test_the_same_query_finds_each_citys_own_rows() -> None:
    for slug in ("gdansk", "gdynia"):
        with entered(slug):
            make_organisation("centre", slug)
    for slug in ("gdynia", "gdansk"):
        with entered(slug):
            assert [one.name for one in BODIES.rows("centre")] == [slug]


@pytest.mark.usefixtures("db")
def test_a_row_cannot_be_used_in_another_city() -> None:
    with entered("gdansk"):
        make_organisation("centre", "Ośrodek")
        [found] = BODIES.rows("centre")
    with entered("gdynia"), pytest.raises(WrongCity):
        found.save()


@pytest.mark.usefixtures("db")
def test_nothing_is_asked_outside_every_city() -> None:
    with pytest.raises(NotEntered):
        list(Remembered(lambda value: Group.objects.filter(name=value)).rows("x"))
