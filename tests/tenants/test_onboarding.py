"""A city comes into being whole, or not at all."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from ostoja.access.roles import Role
from ostoja.accounts.models import Invitation
from ostoja.audit.models import AuditEvent
from ostoja.privacy.keys import KeyMissing, create_key, destroy_key, forget_keys, subkey
from tenants.fence import Power, entered, entered_platform
from tenants.fence.role_names import role_name
from tenants.models import City, Domain
from tenants.onboarding import NewCity, onboard, problems_of
from tenants.profile.models import CityProfile, PhoneNumber

pytestmark = pytest.mark.django_db


def sopot(**changes: object) -> NewCity:
    wanted = {
        "slug": "sopot",
        "name": "Sopot",
        "blueprint": "msik",
        "admin_email": "admin@sopot.example",
        "teryt": "2264",
        **changes,
    }
    return NewCity(**wanted)  # type: ignore[arg-type]


@pytest.fixture
def made() -> object:
    onboarded = onboard(sopot())
    yield onboarded
    destroy_key("city_sopot")


def test_it_answers_under_its_own_host(made: object) -> None:
    with entered_platform():
        assert Domain.objects.get(domain="sopot.localhost").tenant.slug == "sopot"


def test_it_has_its_profile_and_numbers(made: object) -> None:
    with entered("sopot"):
        profile = CityProfile.objects.get()
        assert (profile.name, "cases" in profile.modules) == ("Sopot", True)
        assert PhoneNumber.objects.filter(number="112").exists()


def test_its_administrator_is_invited(made: object) -> None:
    with entered("sopot"):
        invitation = Invitation.objects.get()
        assert (invitation.email, invitation.role) == ("admin@sopot.example", Role.CITY_ADMIN)
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert verbs == {"city.furnished", "city.onboarded", "invitation.sent"}


def test_no_two_cities_share_a_secret(made: object) -> None:
    keys = set()
    for slug in ("sopot", "gdansk", "gdynia", "slupsk"):
        with entered(slug):
            keys.add(subkey("receipt code"))
    assert len(keys) == 4


def test_a_failure_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_given: object) -> None:
        raise RuntimeError("the disk is full")

    # Roles are the whole cluster's, and stay after other tests' Sopot.
    monkeypatch.setattr("tenants.onboarding.invite", fail)
    with pytest.raises(RuntimeError, match="disk is full"):
        onboard(sopot(slug="never-made"))
    with entered_platform(), connection.cursor() as cursor:
        assert not City.objects.filter(slug="never-made").exists()
        cursor.execute("select count(*) from pg_namespace where nspname = 'city_never_made'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select count(*) from pg_roles where rolname = any(%s)",
            [
                [
                    role_name(settings.DATABASE_ROLE_PREFIX, "city_never_made", power)
                    for power in Power
                ]
            ],
        )
        assert cursor.fetchone() == (0,)
    with entered("never-made"), pytest.raises(KeyMissing):
        subkey("anything")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"slug": "gdansk"}, "slug", "taken"),
        ({"slug": "Gdańsk"}, "slug", "small letters"),
        ({"slug": "a"}, "slug", "small letters"),
        ({"slug": "x--y"}, "slug", "small letters"),
        ({"slug": "operator"}, "slug", "reserved"),
        ({"slug": "model-of-all"}, "slug", "reserved"),
        ({"slug": "spare-0123456789abcdef"}, "slug", "reserved"),
        ({"slug": "x'; drop schema public"}, "slug", "small letters"),
        ({"name": "  "}, "name", "name"),
        ({"domain": "gdansk.localhost"}, "domain", "taken"),
        ({"domain": "GDANSK.localhost."}, "domain", "taken"),
        ({"domain": "operator.localhost"}, "domain", "platform"),
        ({"domain": "localhost"}, "domain", "platform"),
        ({"domain": "\x00"}, "domain", "not a domain"),
        ({"domain": "\ud800.pl"}, "domain", "not a domain"),
        ({"slug": "so\x00pot"}, "slug", "small letters"),
        ({"slug": "so\ud800pot"}, "slug", "small letters"),
        ({"domain": "so pot.pl"}, "domain", "not a domain"),
        ({"domain": "-sopot.pl"}, "domain", "not a domain"),
        ({"domain": f"{'a' * 64}.pl"}, "domain", "not a domain"),
        ({"teryt": "22"}, "teryt", "no TERYT code"),
        ({"teryt": "2364"}, "teryt", "no TERYT code"),
        ({"teryt": "226401x"}, "teryt", "no TERYT code"),
        ({"teryt": "２２６４"}, "teryt", "no TERYT code"),
        ({"blueprint": "nothing"}, "blueprint", "msik"),
        ({"blueprint": "../seeds/gdansk/city"}, "blueprint", "no blueprint"),
        ({"admin_email": "nobody"}, "admin_email", "not an e-mail"),
        ({"languages": ("pl", "xx")}, "languages", "xx"),
    ],
)
def test_what_is_wrong_is_said_by_field(changes: dict[str, object], field: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        onboard(sopot(**changes))
    assert list(raised.value.message_dict) == [field]
    assert words in raised.value.message_dict[field][0]


def test_a_second_onboarding_leaves_the_citys_key_alone(made: object) -> None:
    with entered("sopot"):
        before = subkey("receipt code")
    with pytest.raises(ValidationError):
        onboard(sopot())
    with entered("sopot"):
        forget_keys()
        assert subkey("receipt code") == before


def test_a_key_that_was_there_before_is_neither_used_nor_taken_away() -> None:
    create_key("city_sopot")
    with pytest.raises(ValidationError, match="KEYS_ROOT"):
        onboard(sopot())
    with entered("sopot"):
        assert subkey("receipt code")
    destroy_key("city_sopot")


def test_a_teryt_code_is_given_once() -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(teryt="2261")
        assert "2261" in problems_of(sopot(teryt="2261"))["teryt"]


def test_international_names_are_kept_in_punycode() -> None:
    assert sopot(domain="Łódź.example").host == "xn--d-uga0v4h.example"


@pytest.mark.parametrize("code", ["2264", "2261", "226401", "2261011", "0201", "3263"])
def test_real_codes_pass(code: str) -> None:
    with entered_platform():
        assert "teryt" not in problems_of(sopot(teryt=code))
