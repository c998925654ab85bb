"""During an upgrade code of two releases runs: each with cities of both."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse
from django.utils import translation

from casework.partners.models import Organisation
from ostoja.settings.environment import ROOT
from tenants.fence import Power, entered
from tenants.schemas.upgrading import upgrade
from tests.cast import make_organisation
from tests.databases import CITIES, TemplateDatabase
from tests.rolling_upgrades import OURS

pytestmark = pytest.mark.usefixtures("committed_database")

NEXT = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("partners", "{last}")]
    operations = [
        migrations.AddField("organisation", "weight", models.IntegerField({weight})),
        migrations.AddField("organisation", "hint", models.TextField(null=True)),
        migrations.AddIndex("organisation", models.Index(fields=["hint"], name="by_hint")),
        migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))]),
    ]
"""
SETTINGS = "from ostoja.settings import *\nMIGRATION_MODULES = {'partners': 'next_migrations'}\n"


class NextRelease:
    """The code of the next release, whose partners have one migration more, as a program."""

    def __init__(self, folder: Path, url: str, template: TemplateDatabase) -> None:
        self.folder, self.log = folder, folder / "upgrade.log"
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), str(ROOT / "platform")]),
            "DJANGO_SETTINGS_MODULE": "next_settings",
            "DATABASE_URL": url,
            "DATABASE_ROLE_PREFIX": template.prefix,
            "KEYS_ROOT": str(template.keys.with_name(str(connection.settings_dict["NAME"]))),
        }

    def written(self, weight: str) -> "NextRelease":
        """With a column that has these options."""
        (self.folder / "next_settings.py").write_text(SETTINGS)
        present = ROOT / "casework" / "partners" / "migrations"
        migrations = shutil.copytree(present, self.folder / "next_migrations")
        last = max(path.stem for path in present.glob("0*.py"))
        text = NEXT.format(last=last, weight=weight)
        (migrations / f"{int(last[:4]) + 1:04}_next.py").write_text(text)
        return self

    def upgrades(self) -> subprocess.Popen[bytes]:
        """It begins to bring all cities up to date; what it says stands in its log."""
        with self.log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "ostoja.command_line", "city", "upgrade", "--json"],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )


@pytest.fixture
def next_release(
    tmp_path: Path, committed_database: str, template_database: TemplateDatabase
) -> NextRelease:
    """To be written by the test."""
    return NextRelease(tmp_path, committed_database, template_database)


def _worked_in(slug: str, turn: int) -> None:
    """What people of this release do: they add, change, look and delete."""
    with entered(slug):
        added = make_organisation(f"turn-{turn}", f"Turn {turn}")
        Organisation.objects.filter(pk=added.pk).update(short_name="T")
        assert Organisation.objects.get(key=added.key).short_name == "T"
        added.delete()
        added.group.delete()


def _turns() -> Iterator[None]:
    turn = 0
    while True:
        turn += 1
        for slug in CITIES:
            _worked_in(slug, turn)
        yield


def _has_the_column(slug: str) -> bool:
    with entered(slug), connection.cursor() as cursor:
        cursor.execute(
            "select from information_schema.columns where table_schema = current_schema()"
            " and table_name = 'partners_organisation' and column_name = 'weight'"
        )
        return cursor.fetchone() is not None


def test_this_release_works_while_the_next_one_upgrades_and_after(
    next_release: NextRelease,
) -> None:
    during, turns = 0, _turns()
    with next_release.written("default=0, db_default=0").upgrades() as upgrading:
        while upgrading.poll() is None:
            next(turns)
            during += 1
    assert upgrading.returncode == 0, next_release.log.read_text()
    assert during > 5
    assert all(map(_has_the_column, CITIES))
    next(turns)


def test_a_column_that_old_code_cannot_leave_out_would_be_noticed(
    next_release: NextRelease,
) -> None:
    with next_release.written("default=0").upgrades() as upgrading:
        assert upgrading.wait() == 0, next_release.log.read_text()
    with pytest.raises(IntegrityError, match="weight"):
        _worked_in("gdansk", 1)


def test_columns_of_the_first_migrations_can_be_read_and_new_ones_left_out() -> None:
    """As code of that time would: it reads its columns and adds rows without the others."""
    first = _state_of_first_migrations()
    for name, columns in first.items():
        with entered("gdansk"), connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, name)
            assert columns <= {column.name for column in found}, name
            cursor.execute(
                "select column_name from information_schema.columns where table_schema ="
                " current_schema() and table_name = %s and is_nullable = 'NO'"
                " and column_default is null and is_identity = 'NO'",
                [name],
            )
            assert {row[0] for row in cursor.fetchall()} <= columns, name


def _state_of_first_migrations() -> dict[str, set[str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    gone = {
        name
        for migration in loader.disk_migrations.values()
        for name in getattr(migration, "unused_since", {})
    }
    firsts = [
        node
        for node in loader.graph.root_nodes()
        if type(loader.disk_migrations[node]).__module__.startswith(OURS)
    ]
    with entered("gdansk"), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    tables = {
        model._meta.db_table: {str(field.column) for field in model._meta.local_fields} - gone
        for model in loader.project_state(firsts).apps.get_models()
    }
    assert len(tables) > 40
    return {name: columns for name, columns in tables.items() if name in present}


def _page_of_a_body(slug: str) -> tuple[int, str]:
    """Of one that is not there; it is looked for by all that this code knows of bodies."""
    address = reverse("partner", args=["nobody"])
    answer = Client(HTTP_HOST=f"{slug}.localhost", raise_request_exception=False).get(address)
    return answer.status_code, answer.content.decode()


def _directory_of(slug: str) -> tuple[int, str]:
    client = Client(HTTP_HOST=f"{slug}.localhost", raise_request_exception=False)
    with translation.override("pl"):
        answer = client.get(reverse("partner_directory"))
    return answer.status_code, answer.content.decode()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_city_that_was_not_upgraded_says_so_and_harms_no_other() -> None:
    with entered("gdynia", Power.OWNER):
        call_command("migrate_schema", "partners", "0002", verbosity=0, interactive=False)
    status, text = _page_of_a_body("gdynia")
    assert status == 503
    assert 'href="tel:112"' in text
    client = Client(HTTP_HOST="gdynia.localhost", raise_request_exception=False)
    assert client.get("/health/live").status_code == 200
    assert _directory_of("gdansk")[0] == 200
    list(upgrade())
    assert _page_of_a_body("gdynia")[0] == 404


def test_an_error_in_a_city_that_is_up_to_date_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("casework.partners.views.public.render", None)
    assert _directory_of("gdansk")[0] == 500
