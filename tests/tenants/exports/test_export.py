"""A city that leaves takes everything along, readable without us, and what is secret stays."""

import csv
import io
import json
import os
import signal
import tracemalloc
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.cases.models import Case
from ostoja.accounts.models import SignInFailure, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import create_key, destroy_key, forget_keys
from tenants.exports import writing
from tenants.exports.content import left_out_here, tables_of_here
from tenants.exports.dictionary import HEADINGS
from tenants.exports.writing import ExportFailed, export_city
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.safekeeping.models import ExportOfCity
from tests.cast import make_cast
from tests.platform.ostoja.accounts.people import code_of, give_second_factor, make_user
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database")
STORY = "Pani Ewa: „nie mam dokąd pójść”\n=HYPERLINK(1)"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(autouse=True)
def case(committed_database: str, tmp_path: Path, settings: Any) -> Case:
    settings.MEDIA_ROOT = tmp_path / "media"
    picture = tmp_path / "media" / "city_gdansk" / "notes" / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x00picture")
    with entered("gdansk"):
        cast = make_cast()
        return Case.objects.create(
            submission=uuid4(),
            number=1,
            lead=cast.centre,
            opened_by_group=cast.centre.group,
            pseudonym=FORMULA,
            person_name="Ewa Wymyślona",
            summary=STORY,
        )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "gdansk.zip"


def run(*words: str) -> dict[str, Any]:
    output = StringOutput()
    call_command("city", "export", *words, "--json", stdout=output)
    found: dict[str, Any] = json.loads(output.getvalue())
    return found


class StringOutput(io.StringIO):
    """What a command prints."""


def lines_of(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"jsonl/{table}.jsonl").splitlines()]


def cells_of(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


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


def test_the_file_is_for_its_owner_alone_and_on_record(target: Path) -> None:
    with entered_platform():
        operator = make_user(email="ewa@platform.example", full_name="Ewa Lis")
        code = code_of(give_second_factor(operator))
    run("gdansk", "--to", str(target), "--as-operator", "ewa@platform.example", "--code", code)
    assert target.stat().st_mode & 0o777 == 0o600
    with entered("gdansk"):
        event = AuditEvent.objects.get(verb="city.exported")
        assert event.actor_name == "Ewa Lis"
        assert event.details["sha256"] == sha256(target.read_bytes()).hexdigest()
    with entered_platform():
        row = ExportOfCity.objects.get()
        assert (row.by_name, row.is_encrypted) == ("Ewa Lis", False)


def test_without_an_operator_the_account_on_the_server_is_on_record(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUDO_USER", "jkowalski")
    run("gdansk", "--to", str(target))
    with entered("gdansk"):
        assert AuditEvent.objects.get(verb="city.exported").details["account"] == "jkowalski"


def test_a_passphrase_encrypts_it_for_a_program_that_is_not_ours(
    target: Path, tmp_path: Path
) -> None:
    (tmp_path / "words").write_text("zażółć gęślą jaźń\nmore\n", encoding="utf-8")
    printed = run("gdansk", "--to", str(target), "--passphrase-file", str(tmp_path / "words"))
    assert printed["encrypted"] == "age"
    content = pyrage.passphrase.decrypt(target.read_bytes(), "zażółć gęślą jaźń")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert lines_of(archive, "cases_case")[0]["summary"] == STORY
    assert not zipfile.is_zipfile(target)


def test_the_passphrase_may_come_from_the_standard_input(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("długie hasło do pliku\n"))
    run("gdansk", "--to", str(target), "--passphrase-file", "-")
    assert pyrage.passphrase.decrypt(target.read_bytes(), "długie hasło do pliku")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("atlantis", "--to", "x.zip"), "no city atlantis"),
        (("gdansk", "--to", "taken.zip"), "there already"),
        (("gdansk", "--to", "taken.zip/x.zip"), "not written"),
        (("gdansk", "--to", "x.zip", "--passphrase-file", "nowhere"), "was not read"),
        (("gdansk", "--to", "x.zip", "--passphrase-file", "taken.zip"), "too short"),
        (("gdansk", "--to", "x.zip", "--as-operator", "x@y.example", "--code", "1"), "no active"),
    ],
)
def test_what_is_wrong_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("taken.zip").write_bytes(b"short")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match=said) as raised:
        run(*words)
    assert "\n" not in str(raised.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_operator_who_was_switched_off_or_shows_a_wrong_code_is_refused(target: Path) -> None:
    with entered_platform():
        for email, is_active in (("off@platform.example", False), ("on@platform.example", True)):
            give_second_factor(make_user(email=email, is_active=is_active))
        code = code_of(give_second_factor(User.objects.get(email="off@platform.example")))
    for email, typed in (("off@platform.example", code), ("on@platform.example", "000000")):
        with pytest.raises(CommandError, match="no active operator, or the code"):
            run("gdansk", "--to", str(target), "--as-operator", email, "--code", typed)
    for _ in range(5):
        with pytest.raises(CommandError):
            run(
                "gdansk", "--to", str(target), "--as-operator", "on@platform.example", "--code", "1"
            )
    with pytest.raises(CommandError, match=r"prób|attempts"):
        run("gdansk", "--to", str(target), "--as-operator", "on@platform.example", "--code", "1")


def test_a_full_disk_leaves_nothing_and_no_word_of_an_export(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_add_files", full)
    with pytest.raises(CommandError, match=r"No space left on device.* Make room"):
        run("gdansk", "--to", str(target))
    assert list(target.parent.iterdir()) == []
    with entered("gdansk"):
        assert not AuditEvent.objects.filter(verb="city.exported").exists()


def test_a_killed_export_leaves_no_half_file_and_the_next_one_takes_its_place(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(writing, "_add_files", lambda *_a: os.kill(os.getpid(), signal.SIGKILL))
        assert killed_in_a_child(lambda: run("gdansk", "--to", str(target))) == signal.SIGKILL
    assert not target.exists()
    run("gdansk", "--to", str(target))
    assert [path.name for path in target.parent.iterdir()] == ["gdansk.zip"]


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
