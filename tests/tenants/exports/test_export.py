"""A city that leaves takes everything along, readable without us, and what is secret stays."""

import json
import tracemalloc
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connection

from casework.cases.models import Case
from ostoja.accounts.models import SignInFailure
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import create_key, destroy_key, forget_keys
from tenants.exports.content import left_out_here, tables_of_here
from tenants.exports.dictionary import HEADINGS
from tenants.exports.writing import ExportFailed, export_city
from tenants.fence import entered, entered_platform
from tenants.models import City
from tests.platform.ostoja.accounts.people import give_second_factor, make_user
from tests.tenants.exports.reading import FORMULA, STORY, cells_of, lines_of, run

pytestmark = pytest.mark.usefixtures("committed_database", "case")


def counts_here() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'select count(*) from "{table}"')
            [found[table]] = cursor.fetchone()
    return found


def test_everything_is_there_twice_and_read_back_equal(target: Path, case: Case) -> None:
    with entered("gdansk"):
        counts = counts_here()
    printed = run("gdansk", "--to", str(target))
    assert printed["sha256"] == sha256(target.read_bytes()).hexdigest()
    with zipfile.ZipFile(target) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for table, rows in manifest["rows"].items():
            assert rows == counts[table] == len(lines_of(archive, table)), table
            assert len(cells_of(archive, f"csv/{table}.csv")) == rows + 1, table
        [line] = lines_of(archive, "cases_case")
        assert (line["id"], line["summary"]) == (str(case.pk), STORY)
        assert (line["person_name"], line["pseudonym"]) == ("Ewa Wymyślona", FORMULA)
        names, cells = cells_of(archive, "csv/cases_case.csv")
        row = dict(zip(names, cells, strict=True))
        assert (row["summary"], row["person_name"]) == (STORY, "Ewa Wymyślona")
        assert row["pseudonym"] == f"'{FORMULA}"
        assert archive.read("files/notes/a.bin") == b"\x00picture"
    assert printed["rows"] == sum(manifest["rows"].values()) > 100


def test_no_table_of_the_city_is_forgotten(target: Path) -> None:
    with entered("gdansk"):
        tables = set(counts_here())
        given = {table.name for table in tables_of_here()}
        left_out = {one.table for one in left_out_here() if not one.column}
    assert not given & left_out
    assert given | left_out == tables


def test_the_sums_are_those_of_the_members(target: Path) -> None:
    run("gdansk", "--to", str(target))
    with zipfile.ZipFile(target) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist()) - {"manifest.json"}
        assert names == set(manifest["sums"])
        for name in names:
            assert sha256(archive.read(name)).hexdigest() == manifest["sums"][name], name
        assert archive.testzip() is None


def test_secrets_stay_and_it_is_said_that_they_do(target: Path) -> None:
    with entered("gdansk"):
        user = make_user(email="with-password@city.example")
        give_second_factor(user)
        SignInFailure.objects.create(email_hash=b"h" * 32)
        OutboxMessage.objects.create(to="a@gdansk.example", subject="s", body="link z tokenem")
        password = user.password
    run("gdansk", "--to", str(target))
    with zipfile.ZipFile(target) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
        assert "password" not in lines_of(archive, "accounts_user")[0]
        page = archive.read("opis-danych.html").decode()
    assert password.encode() not in everything
    assert b"link z tokenem" not in everything
    left_out = {(one["table"], one["column"]) for one in manifest["left_out"]}
    assert left_out >= {
        ("accounts_user", "password"),
        ("api_token", "token_hash"),
        ("cases_caseterms", ""),
        ("django_session", ""),
        ("mfa_authenticator", ""),
        ("notifications_outboxmessage", "body"),
    }
    assert all(one["reason"] for one in manifest["left_out"])
    assert "accounts_user.password: tajemnica" in page


def test_the_dictionary_describes_each_column_in_both_languages(target: Path) -> None:
    run("gdansk", "--to", str(target))
    with zipfile.ZipFile(target) as archive:
        headings, *rows = cells_of(archive, "data-dictionary.csv")
        columns = {
            (name.removeprefix("csv/").removesuffix(".csv"), column)
            for name in archive.namelist()
            if name.startswith("csv/")
            for column in cells_of(archive, name)[0]
        }
        polish = archive.read("opis-danych.html").decode()
        english = archive.read("data-dictionary.html").decode()
    assert tuple(headings) == HEADINGS
    described = {(row[0], row[1]): dict(zip(headings, row, strict=True)) for row in rows}
    assert set(described) == columns
    summary = described["cases_case", "summary"]
    assert (summary["meaning_en"], summary["meaning_pl"]) == ("What happened", "Co się stało")
    assert summary["type"] == "text"
    assert described["cases_case", "lead_id"]["refers_to"] == "partners_organisation.id"
    assert "closed = " in described["cases_case", "state"]["choices_pl"]
    assert '<html lang="pl">' in polish and "Co się stało" in polish
    assert '<html lang="en">' in english and "What happened" in english


def test_a_text_that_does_not_open_is_told_and_nothing_given_out(target: Path) -> None:
    destroy_key("city_gdansk")
    create_key("city_gdansk")
    forget_keys()
    with pytest.raises(ExportFailed, match="cases_case holds something"):
        export_city("gdansk", target, by=None)
    assert list(target.parent.iterdir()) == []


@pytest.fixture
def many(case: Case) -> int:
    """Enough rows that they would be seen in memory."""
    with entered("gdansk"):
        for _ in range(20):
            AuditEvent.objects.bulk_create(
                AuditEvent(verb="x", object_type="x", object_id="x" * 60, details={"a": "y" * 900})
                for _ in range(1000)
            )
    return 20_000


def test_memory_does_not_grow_with_the_city(target: Path, many: int) -> None:
    tracemalloc.start()
    export_city("gdansk", target, by=None)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with zipfile.ZipFile(target) as archive:
        size = archive.getinfo("jsonl/audit_auditevent.jsonl").file_size
    assert size > many * 1000
    assert most < size / 2


def test_the_city_itself_is_as_it_was(target: Path) -> None:
    run("gdansk", "--to", str(target))
    with entered_platform():
        assert City.objects.get(slug="gdansk").stage == "running"
    with entered("gdansk"):
        assert Case.objects.get().summary == STORY
