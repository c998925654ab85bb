"""A city made from a file of an operator's own is compared with it, and called after it."""

import pytest

from tenants.console.city_facts import kind_in_words, kinds
from tenants.fence import entered_platform
from tenants.models import City, OwnBlueprint
from tenants.new_cities.facts import NewCity
from tenants.onboarding import onboard
from tests.tenants.blueprints.test_broken import WHOLE
from tests.tenants.test_city_command import run

pytestmark = pytest.mark.django_db


OWN = WHOLE.replace("IK.", "KR.")


def sopot() -> City:
    new = NewCity("sopot", "Sopot", "", "admin@sopot.example", own_blueprint=OWN)
    return onboard(new).city


def test_it_is_compared_without_the_file() -> None:
    sopot()
    assert run("compare", "sopot") == "sopot is as the blueprint own says.\n"


def test_a_city_of_ours_keeps_none() -> None:
    onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
    with entered_platform():
        assert not OwnBlueprint.objects.exists()


def test_the_console_calls_it_as_it_calls_itself() -> None:
    city = sopot()
    with entered_platform():
        gdansk = City.objects.get(slug="gdansk")
        known = kinds([city, gdansk])
    assert known["sopot"].text == "Nasz system"
    assert known["gdansk"].text == kind_in_words("msik")


def test_it_goes_with_the_city() -> None:
    city = sopot()
    with entered_platform():
        City.objects.filter(pk=city.pk).delete()
        assert not OwnBlueprint.objects.exists()
