"""The installation as a whole: again, upgraded, backed up, checked, and silent about people."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ostoja.local.checkout import ROOT
from tests.deploy.browser import ADDRESS, PRETENDED
from tests.deploy.server import DOMAIN, Server, until

pytestmark = pytest.mark.deploy

SOPOT = f"sopot.{DOMAIN}"
# What may be left out, and is said each time: nobody looks for viruses, no text message leaves.
LEFT_OUT = ["files.I001", "notifications.I001"]
SHIPPED = ("platform", "tenants", "casework", "accessibility", "api", "deploy")
SHIPPED_FILES = ("pyproject.toml", "requirements.txt", "README.md", "LICENSE")


def test_running_it_again_changes_nothing(server: Server) -> None:
    before = everything_of(server)
    done = server.install()
    assert done.returncode == 0, done.stderr
    assert "Nothing had to be changed" in done.stdout
    assert "changed:" not in done.stdout
    assert found_by_checks(done.stderr) == LEFT_OUT
    assert everything_of(server) == before
    assert server.browser.get(SOPOT, "/pl/").status == 200


def found_by_checks(said: str) -> list[str]:
    return re.findall(r"^\?: \((\S+)\)", said, re.MULTILINE)


def everything_of(server: Server) -> dict[str, object]:
    files = [*server.etc.glob("*"), *server.units.glob("*"), *(server.var / "keys").rglob("*")]
    contents = {str(path): path.read_bytes() for path in files if path.is_file()}
    return {**contents, "release": (server.prefix / "opt" / server.name / "current").readlink()}


def test_what_operators_write_into_the_settings_stays(server: Server) -> None:
    settings = server.etc / "settings.env"
    before = settings.read_text()
    settings.write_text(before + "EXIT_URL=https://pogoda.example/\n")
    assert server.install().returncode == 0
    assert settings.read_text() == before + "EXIT_URL=https://pogoda.example/\n"
    settings.write_text(before)


def test_the_database_may_lie_elsewhere(server: Server) -> None:
    """Then the script makes and touches none, and says what is missing."""
    kept = {name: (server.etc / name).read_text() for name in ("install.conf", "secrets.env")}
    refused = server.install("--database-elsewhere")
    assert refused.returncode == 1
    assert "DATABASE_URL is missing" in refused.stderr.splitlines()[-1]
    [address] = [
        line
        for line in (server.etc / "settings.env").read_text().splitlines()
        if line.startswith("DATABASE_URL=")
    ]
    (server.etc / "secrets.env").write_text(f"{kept['secrets.env']}{address}\n")
    done = server.install()
    assert done.returncode == 0, done.stderr
    assert "it is left to whoever looks after it" in done.stdout
    assert "postgresql@" not in (server.units / f"{server.name}-web@.service").read_text()
    for name, text in kept.items():
        (server.etc / name).write_text(text)
    assert server.install().returncode == 0
    assert (server.etc / "secrets.env").read_text() == kept["secrets.env"]
    assert "postgresql@" in (server.units / f"{server.name}-web@.service").read_text()


def test_it_ends_before_the_tables_where_everything_is_to_be_brought_back(server: Server) -> None:
    before = everything_of(server)
    done = server.install("--without-tables")
    assert done.returncode == 0, done.stderr
    assert "has no tables. Next: sudo" in done.stdout.splitlines()[-1]
    assert "Tables of the platform" not in done.stdout
    assert everything_of(server) == before


def test_lost_keys_are_not_made_anew(server: Server) -> None:
    secrets = server.etc / "secrets.env"
    before = secrets.read_bytes()
    secrets.unlink()
    done = server.install("--email-url", "smtp://mail.example")
    assert done.returncode == 1
    assert "Put it back from your second place" in done.stderr.splitlines()[-1]
    assert not secrets.exists()
    secrets.write_bytes(before)
    secrets.chmod(0o600)


def test_the_deployment_check_names_what_was_left_out_and_nothing_else(server: Server) -> None:
    words = ["check", "--deploy", "--database", "default", "--fail-level", "WARNING"]
    done = server.ostoja(*words)
    assert done.returncode == 0, done.stderr
    assert found_by_checks(done.stderr) == LEFT_OUT


def test_postgres_has_the_settings_that_many_cities_need(server: Server) -> None:
    wanted = {
        "max_locks_per_transaction": "1024",
        "listen_addresses": "",
        "data_checksums": "on",
        "jit": "off",
    }
    for name, value in wanted.items():
        assert ask_postgres(server, f"show {name}") == value


def ask_postgres(server: Server, statement: str) -> str:
    sockets = server.prefix / "run/postgresql"
    who = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    psql = [
        "psql",
        "--host",
        str(sockets),
        "--dbname",
        server.name,
        "--tuples-only",
        "--no-align",
        "--command",
        statement,
    ]
    done = subprocess.run([*who, *psql], capture_output=True, text=True, check=True, cwd="/")
    return done.stdout.strip()


def test_the_nightly_backup_writes_a_bundle_of_each_city(server: Server) -> None:
    server.onboard("hel")
    code, said = server.run_once("backup")
    assert code == 0, said
    slugs = {city["slug"] for city in json.loads(server.ostoja("city", "list", "--json").stdout)}
    assert {"sopot", "hel"} <= slugs
    for slug in slugs:
        assert list((server.var / "backups" / slug).glob("*.ostoja"))


def test_a_city_that_cannot_be_backed_up_stops_no_other(server: Server) -> None:
    server.onboard("anin")  # the first in the alphabet
    server.onboard("reda")
    blocked = server.var / "backups/anin"
    blocked.mkdir()  # root's own
    code, said = server.run_once("backup")
    shutil.rmtree(blocked)
    assert code == 1
    assert "anin: this account may not do that in this folder" in said
    assert list((server.var / "backups/reda").glob("*.ostoja"))


def test_what_is_sent_to_the_worker_is_done(server: Server) -> None:
    """Through Redis, with the rights and the folders of the unit: a new spare schema comes."""
    unit = server.running["worker"].unit
    [celery, *_] = unit.words("ExecStart")
    spares = "select count(*) from pg_namespace where nspname like 'city_spare_%'"
    while ask_postgres(server, spares) != "0":  # a city takes one
        server.onboard(f"taken{ask_postgres(server, spares)}")
    call = (celery, "--app=ostoja.celery", "call", "tenants.tasks.keep_spares")
    sent = server.as_user("", *call, environment=unit.environment)
    assert sent.returncode == 0, sent.stderr
    until(lambda: ask_postgres(server, spares) != "0")


def test_the_clock_runs(server: Server) -> None:
    assert server.running["scheduler"].process.poll() is None
    until(lambda: bool(list((server.var / "schedule").iterdir())))


def test_no_log_holds_an_address(server: Server) -> None:
    """Not after pages, forms, mistakes, strangers, an application that is away."""
    headers = {"X-Forwarded-For": PRETENDED}
    for path in ("/pl/", "/pl/contact/", "/nowhere", "/static/nothing", "/api/v1/needs/"):
        server.browser.get(SOPOT, path, **headers)
    server.browser.ask("POST", SOPOT, "/pl/contact/", body=b"text=help", headers=headers)
    server.browser.get_plain(SOPOT, "/pl/")
    with pytest.raises(OSError, match="ALERT"):
        server.browser.get("stranger.example", "/")
    with server.without("web@1", "web@2"):
        server.browser.get(SOPOT, "/pl/", **headers)
        server.browser.ask("POST", SOPOT, "/pl/contact/", body=b"text=help", headers=headers)
    logs = [*server.logs.glob("*.log"), *(server.prefix / "var/log").rglob("*.log")]
    assert {"proxy.log", "web@1.log"} <= {path.name for path in logs}
    assert not [path for path in logs if holds_an_address(path)]
    assert not list((server.var / "proxy").rglob("*.log"))


def holds_an_address(path: Path) -> bool:
    said = path.read_bytes()
    return any(address.encode() in said for address in (ADDRESS, PRETENDED))


def test_an_upgrade_happens_while_people_are_served(server: Server, tmp_path: Path) -> None:
    """Old and new code run side by side, and each page is answered."""
    before = release_of(server, "web@1")
    with put_back(server):
        done = server.install(source=changed_checkout(tmp_path))
        assert done.returncode == 0, done.stderr
        assert server.browser.get(SOPOT, "/pl/").status == 200
        with server.without("web@1"):
            assert served(server) == [200] * 5
        after = release_of(server, "web@1")
        assert release_of(server, "web@2") == before != after
        assert served(server) == [200] * 5
        with server.without("web@2"):
            assert served(server) == [200] * 5
        assert release_of(server, "web@2") == after
        assert "0.1.0+next" in after
    assert release_of(server, "web@1") == release_of(server, "web@2") == before


@contextmanager
def put_back(server: Server) -> Iterator[None]:
    """Other tests find the release that they began with, in whichever order they run."""
    try:
        yield
    finally:
        done = server.install()
        assert done.returncode == 0, done.stderr
        with server.without("web@1", "web@2"):
            pass


def served(server: Server) -> list[int]:
    return [server.browser.get(SOPOT, "/pl/").status for _ in range(5)]


def release_of(server: Server, name: str) -> str:
    """The release whose code the process runs, by the Python that it was started with."""
    command = Path(f"/proc/{server.running[name].process.pid}/cmdline").read_bytes()
    program = command.split(b"\0")[0].decode()
    return Path(program).parents[2].name


def changed_checkout(tmp_path: Path) -> Path:
    """The same sources with another version."""
    leave = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in SHIPPED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    for name in SHIPPED_FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    project = tmp_path / "pyproject.toml"
    project.write_text(project.read_text().replace('version = "0.1.0"', 'version = "0.1.0+next"'))
    return tmp_path
