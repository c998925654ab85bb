"""The demonstration: loads twice without harm, lets people in, and nowhere but here."""

import re

import pytest
from django.core.management import CommandError, call_command

from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from ostoja.notifications.models import Notification
from tenants import parts
from tenants.demo import OPERATOR, DemoRefused, code_of, demo_password, load_demo, load_people
from tenants.fence import entered, entered_platform

pytestmark = pytest.mark.django_db


def furnish_people(slug: str) -> None:
    document = parts.read_seed(slug)
    names = ("profile", "organisations", "people")
    with entered(slug):
        parts.furnish(document={name: document[name] for name in names}, source="test")


@pytest.mark.parametrize("slug", ["gdansk", "gdynia", "slupsk"])
def test_there_is_a_person_for_every_role(slug: str) -> None:
    furnish_people(slug)
    with entered(slug):
        for role in Role:
            user = User.objects.filter(email=f"{role}@{slug}.example").first()
            if user is not None:
                assert user.is_demo
                assert user.check_password(demo_password())
        assert Membership.objects.values("role").distinct().count() >= 10


def test_loading_people_twice_keeps_their_password() -> None:
    furnish_people("gdansk")
    with entered("gdansk"):
        user = User.objects.get(email="consultant@gdansk.example")
        user.set_password("changed by the person")
        user.save()
        load_people(parts.read_seed("gdansk")["people"])
        user.refresh_from_db()
        assert user.check_password("changed by the person")


@pytest.mark.parametrize("slug", ["gdansk", "gdynia", "slupsk"])
def test_the_administrator_learns_once_that_somebody_came(slug: str) -> None:
    for _ in range(2):
        furnish_people(slug)
    with entered(slug):
        row = Notification.objects.get(kind="invitation-accepted")
        assert row.person.email == f"city-admin@{slug}.example"
        assert User.objects.get(pk=str(row.about)).email == f"dpo@{slug}.example"


def test_a_code_has_six_digits() -> None:
    furnish_people("gdansk")
    assert re.fullmatch(r"\d{6}", code_of("consultant@gdansk.example"))


@pytest.mark.parametrize(
    "email", ["nobody@gdansk.example", "nobody", "x@nowhere.example", OPERATOR + "x"]
)
def test_no_code_for_anybody_else(email: str) -> None:
    with pytest.raises(CommandError, match="demo people"):
        call_command("demo", "code", email)


def test_it_is_refused_where_real_people_could_meet_it(settings: pytest.FixtureRequest) -> None:
    settings.IS_LOCAL = False  # type: ignore[attr-defined]
    with pytest.raises(DemoRefused):
        list(load_demo())


def test_the_whole_demonstration_loads_twice() -> None:
    assert list(load_demo()) == ["gdansk", "gdynia", "slupsk"]
    assert list(load_demo()) == ["gdansk", "gdynia", "slupsk"]
    with entered_platform():
        assert User.objects.get(email=OPERATOR).is_demo
    assert re.fullmatch(r"\d{6}", code_of(OPERATOR))
