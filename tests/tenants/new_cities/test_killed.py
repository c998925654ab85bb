"""A process that is killed while a city comes into being leaves nothing in the next one's way."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from ostoja.privacy import keys
from ostoja.settings.environment import ROOT
from tenants.bundles.writing import write_bundle
from tenants.fence import entered, entered_platform, schema_of
from tenants.models import City
from tenants.onboarding import (
    STAND_IN,
    NewCity,
    _stand_in,
    forget_killed_rehearsals,
    onboard,
    rehearse,
)
from tenants.tasks import keep_spares

SOPOT = NewCity("sopot", "Sopot", "msik", "admin@sopot.example")
STOPS_AT = """
import sys, time, django
django.setup()
from tenants import onboarding
def stop(*given, **named):
    print("here", flush=True)
    time.sleep(60)
setattr(onboarding, sys.argv[1], stop)
onboarding.onboard(onboarding.NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
"""


def killed_at(function: str, database: str) -> None:
    """Another process onboards Sopot and is killed where it would call this function."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DATABASE_ROLE_PREFIX": settings.DATABASE_ROLE_PREFIX,
        "KEYS_ROOT": str(settings.KEYS_ROOT),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    command = [sys.executable, "-c", STOPS_AT, function]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        os.kill(other.pid, signal.SIGKILL)


def key_of_sopot() -> bytes:
    keys.forget_keys()
    with entered("sopot"):
        return keys.subkey("receipt code")


@pytest.mark.parametrize("function", ["make_schema", "invite"])
def test_before_the_commit_nothing_is_there_and_a_second_run_finishes(
    committed_database: str, function: str
) -> None:
    killed_at(function, committed_database)
    left = key_of_sopot()
    with entered_platform():
        assert not City.objects.filter(slug="sopot").exists()
    assert rehearse(SOPOT) == {}
    assert onboard(SOPOT).city.slug == "sopot"
    assert key_of_sopot() != left
    assert not list(settings.KEYS_ROOT.glob("*.unfinished"))


def test_between_its_key_and_the_next_word_too(committed_database: str) -> None:
    """The key's file may be there and empty."""
    keys.begin_key("city_sopot")
    (settings.KEYS_ROOT / "city_sopot.json").write_text("")
    assert onboard(SOPOT).city.slug == "sopot"
    assert key_of_sopot()


def test_after_the_commit_the_city_and_its_key_stay(committed_database: str) -> None:
    killed_at("settle_key", committed_database)
    left = key_of_sopot()
    with entered_platform():
        assert City.objects.filter(slug="sopot").exists()
    with translation.override("en"), pytest.raises(ValidationError, match="taken"):
        onboard(SOPOT)
    assert key_of_sopot() == left
    assert not list(settings.KEYS_ROOT.glob("*.unfinished"))


def test_a_backup_settles_what_a_killed_run_left_open(
    committed_database: str, tmp_path: object
) -> None:
    killed_at("settle_key", committed_database)
    write_bundle("sopot", tmp_path / "sopot.ostoja")  # type: ignore[operator]
    assert not list(settings.KEYS_ROOT.glob("*.unfinished"))
    assert not keys.begin_key("city_sopot"), "it opens the bundle, and is never made anew"


def test_the_key_of_a_killed_rehearsal_goes_after_an_hour(committed_database: str) -> None:
    killed, begun = (f"city_rehearsal_{digit * 16}" for digit in "ab")
    for schema in (killed, begun, "city_sopot", "city_rehearsal_fields"):
        keys.begin_key(schema)
    an_hour_ago = time.time() - 3601
    for schema in (killed, "city_sopot", "city_rehearsal_fields"):
        os.utime(settings.KEYS_ROOT / f"{schema}.unfinished", (an_hour_ago, an_hour_ago))
    keep_spares()
    left = {path.name for path in settings.KEYS_ROOT.iterdir() if killed in path.name}
    assert left == set()
    assert keys.has_key(begun)
    assert keys.has_key("city_sopot")
    assert keys.has_key("city_rehearsal_fields")
    assert forget_killed_rehearsals() == 0
    for schema in (begun, "city_rehearsal_fields"):
        keys.destroy_key(schema)


def test_a_stand_in_is_known_by_its_name() -> None:
    assert re.fullmatch(STAND_IN, schema_of(_stand_in(SOPOT).slug))
