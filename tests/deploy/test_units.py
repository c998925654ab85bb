"""The units as systemd's own tools see them."""

import subprocess
from pathlib import Path

import pytest

from ostoja.local.checkout import ROOT
from tests.deploy.server import Server
from tests.deploy.unit_files import unit_of

pytestmark = pytest.mark.deploy

SERVICES = ("redis", "web@", "worker", "jobs", "scheduler", "proxy", "backup")
MOST_EXPOSED = 2.0  # of 10; an ordinary service has 9.6
MANAGED = ROOT / "deploy/units"


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", "--no-pager", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def written(server: Server) -> list[Path]:
    return sorted(server.units.glob(f"{server.name}*"))


def test_systemd_understands_every_unit(server: Server) -> None:
    # What the script wrote, and what the start of the programs themselves needs.
    assert len(written(server)) == len(list(MANAGED.glob("*.service"))) + 2
    done = analyze("verify", "--man=no", *(str(path) for path in written(server)))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_mistake_in_a_unit_would_be_found(server: Server, tmp_path: Path) -> None:
    text = unit_of(server.units, f"{server.name}-worker").path.read_text()
    broken = tmp_path / "broken.service"
    broken.write_text(text.replace("ProtectSystem=strict", "ProtectSystem=perhaps"))
    assert "perhaps" in analyze("verify", "--man=no", str(broken)).stderr


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_fenced_in(server: Server, name: str) -> None:
    path = server.units / f"{server.name}-{name}.service"
    done = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", str(path))
    assert done.returncode == 0, done.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_is_root_and_each_writes_only_what_is_its_own(server: Server, name: str) -> None:
    unit = unit_of(
        server.units, f"{server.name}-{name}1" if "@" in name else f"{server.name}-{name}"
    )
    assert unit.one("User") in {server.name, f"{server.name}-proxy", f"{server.name}-redis"}
    assert unit.one("ProtectSystem") == "strict"
    own = [Path(place) for place in unit.words("ReadWritePaths")]
    assert [path for path in own if path.parent != server.var or not path.is_dir()] == []


def test_no_service_says_a_secret_on_its_command_line_or_in_its_unit(server: Server) -> None:
    lines = (server.etc / "secrets.env").read_text().splitlines()
    said = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(said) == {"SECRET_KEY", "ENCRYPTION_KEYS", "EMAIL_URL", "SMS_URL"}
    assert said["SMS_URL"] == ""  # nobody sends texts here, and the mail server is a folder
    secrets = [said["SECRET_KEY"], said["ENCRYPTION_KEYS"]]
    units = "".join(path.read_text() for path in written(server))
    commands = b"".join(
        Path(f"/proc/{one.process.pid}/cmdline").read_bytes() for one in server.running.values()
    ).decode()
    assert [secret for secret in secrets if secret in units + commands] == []


def test_the_backups_wait_for_the_clocks_own_round(server: Server) -> None:
    """Which ends at five to five; the timer is for nights in which it could not finish."""
    timer = (server.units / f"{server.name}-backup.timer").read_text()
    assert "OnCalendar=*-*-* 05:00:00" in timer
    assert "Persistent=yes" in timer
