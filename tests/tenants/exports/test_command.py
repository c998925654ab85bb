"""``ostoja city export``: who may, what is said, and that no half file is ever left."""

import fcntl
import io
import os
import signal
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.management import CommandError

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.exports import writing
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.safekeeping.models import ExportOfCity
from tests.platform.ostoja.accounts.people import code_of, give_second_factor, make_user
from tests.tenants.exports.reading import STORY, lines_of, run
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database", "case")


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
        told = AuditEvent.objects.get(verb="city.exported")  # an older restore leaves this one
        assert (told.actor_name, told.details["city"]) == ("Ewa Lis", "gdansk")
        row = ExportOfCity.objects.get()
        assert (row.by_name, row.is_encrypted) == ("Ewa Lis", False)


def test_without_an_operator_the_account_on_the_server_is_on_record(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUDO_USER", "jkowalski")
    run("gdansk", "--to", str(target))
    for place in (entered("gdansk"), entered_platform()):
        with place:
            event = AuditEvent.objects.get(verb="city.exported")
        assert event.details["account"] == "jkowalski"


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
    with pytest.raises(
        CommandError, match=r"not written: the disk is full\. Make room, or use another"
    ):
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


def test_a_copy_beside_its_city_is_not_given_out(target: Path) -> None:
    with entered_platform():
        City.objects.filter(slug="gdynia").update(copy_of="gdansk")
    with pytest.raises(CommandError, match="copy of gdansk"):
        run("gdynia", "--to", str(target))
    assert not target.exists()


def test_a_second_export_into_the_same_file_is_refused_and_spoils_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, refused = writing._add_files, []

    def with_another_in_between(*given: Any) -> None:
        with pytest.raises(CommandError, match=r"another process is writing this file") as raised:
            run("gdansk", "--to", str(target))
        refused.append(raised)
        whole(*given)

    monkeypatch.setattr(writing, "_add_files", with_another_in_between)
    done = run("gdansk", "--to", str(target))
    assert len(refused) == 1
    assert done["sha256"] == sha256(target.read_bytes()).hexdigest()
    assert [path.name for path in target.parent.iterdir()] == ["gdansk.zip"]


@pytest.mark.parametrize("finished", [True, False])
def test_one_that_waited_for_the_file_does_not_write_into_anothers(
    target: Path, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    flock = fcntl.flock

    def too_late(descriptor: int, operation: int) -> None:
        unfinished = target.with_name(".gdansk.zip.unfinished")
        unfinished.replace(target) if finished else unfinished.unlink()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", too_late)
    with pytest.raises(CommandError, match="another process is writing this file"):
        run("gdansk", "--to", str(target))
    assert target.exists() is finished
