"""``ostoja city backup``, ``restore``, ``suspend`` and ``resume``: for people and for machines."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ostoja.audit.models import AuditEvent
from tenants.bundles.writing import write_bundle
from tenants.fence import Power, entered, entered_platform
from tenants.models import City
from tests.tenants.bundles.test_bundles import drop
from tests.tenants.schemas.catalogue import catalogue_of

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def bundle(committed_database: str, tmp_path: Path) -> Path:
    path = tmp_path / "gdansk.ostoja"
    write_bundle("gdansk", path)
    return path


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output)
    return output.getvalue()


def test_the_commands_back_up_and_restore(tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_ROOT = tmp_path
    written = json.loads(run("backup", "gdansk", "--json"))
    assert Path(written["bundle"]).parent == tmp_path / "gdansk"
    drop("gdansk")
    assert json.loads(run("restore", written["bundle"], "--json"))["city"] == "gdansk"


@pytest.mark.parametrize(
    ("app", "to"), [("meetings", "0001"), ("audit", "0001"), ("notifications", "0001")]
)
def test_a_city_that_was_behind_is_brought_up_to_date(tmp_path: Path, app: str, to: str) -> None:
    with entered("gdansk", Power.OWNER):
        call_command("migrate_schema", app, to, verbosity=0, interactive=False)
    write_bundle("gdansk", tmp_path / "old.ostoja")  # as before each upgrade
    run("restore", str(tmp_path / "old.ostoja"), "--over")
    assert catalogue_of("gdansk")["migrations"] == catalogue_of("gdynia")["migrations"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "atlantis"), "no city atlantis"),
        (("suspend", "atlantis"), "no city atlantis"),
        (("restore", "/nowhere/x.ostoja"), "There is no file /nowhere/x.ostoja"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said) as raised:
        run(*words)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("slug", ["gdynia", "operator", "x y"])
def test_a_city_is_not_put_beside_under_a_slug_that_is_taken(bundle: Path, slug: str) -> None:
    with pytest.raises(CommandError):
        run("restore", str(bundle), "--as", slug)


def test_a_suspended_city_shows_the_numbers_and_comes_back_as_it_was() -> None:
    run("suspend", "slupsk")
    run("suspend", "slupsk")
    page = Client(HTTP_HOST="slupsk.localhost").get("/pl/")
    assert (page.status_code, "116 123" in page.content.decode()) == (503, True)
    run("resume", "slupsk")
    with entered("slupsk"):
        verbs = AuditEvent.objects.filter(verb__startswith="city.").order_by("at")
        assert list(verbs.values_list("verb", flat=True))[-3:] == [
            "city.suspended",
            "city.suspended",
            "city.resumed",
        ]
    with entered_platform():
        assert City.objects.get(slug="slupsk").stage == "planning"
    assert Client(HTTP_HOST="slupsk.localhost").get("/pl/").status_code == 200
