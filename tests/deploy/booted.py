"""A box in which systemd itself is the first process, on a copy of this machine's files.

What is written there lies in one folder. It shares the machine's kernel and network alone, so the
services listen on ports of their own. It cannot be had everywhere: as root, with an overlay of the
root folder and a group of processes of its own.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.deploy.server import NAMED, PARENT, PASSED_ON, PATIENCE, until

HERE = Path(__file__).parent
SYSTEMD = Path("/lib/systemd/systemd")
NAMESPACES = ("--pid", "--mount", "--cgroup", "--ipc", "--uts")
# Of the kernel's powers those that reach beyond the box.
NEVER = "-sys_time,-sys_module,-syslog"


class CannotBoot(Exception):
    """This machine does not let systemd run so; says why."""


class Box:
    """Files that stay until ``take_away``, and a systemd that may be killed and started again."""

    process: subprocess.Popen[bytes] | None = None

    def __init__(self, name: str) -> None:
        self.folder = PARENT / f"{name}.box"
        self.group = _groups() / name
        self.log = self.folder / "boot.log"
        self.first: int | None = None

    def boot(self) -> None:
        """Start systemd; returns once it has started all that it starts by itself."""
        if os.geteuid() != 0 or not SYSTEMD.exists():
            raise CannotBoot("it needs root and systemd")
        self.folder.mkdir(exist_ok=True)
        try:
            self.group.mkdir(exist_ok=True)
        except OSError as error:
            raise CannotBoot(f"no group of processes: {error.strerror}") from None
        self.process = self._start()
        self._wait(self.process)

    def _start(self) -> subprocess.Popen[bytes]:
        inside = ["unshare", *NAMESPACES, "--fork", "--kill-child", str(HERE / "boot.sh")]
        confined = ["setpriv", f"--bounding-set={NEVER}", "--pdeathsig=KILL", *inside]
        # The group is entered before the namespace is made: the box sees no other.
        entering = f'echo $$ > "{self.group}/cgroup.procs"; exec "$@"'
        with self.log.open("ab") as log:
            return subprocess.Popen(
                ["sh", "-c", entering, "sh", *confined, str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.first is None or self.state() not in {"running", "degraded"}:
            if process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise CannotBoot(self.log.read_text(errors="replace").strip() or "no word of why")
            time.sleep(0.2)
            self.first = _systemd_below(process.pid)

    def state(self) -> str:
        """As systemd itself says it."""
        return self.run("systemctl", "is-system-running").stdout.strip()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command in the box, as its root."""
        enter = ["nsenter", f"--target={self.first}", *NAMESPACES, "--root", "--wd"]
        passed = {name: value for name, value in os.environ.items() if PASSED_ON.match(name)}
        return subprocess.run(
            [*enter, *command],
            env={"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", **passed},
            capture_output=True,
            text=True,
            check=False,
        )

    def said(self, *command: str) -> str:
        """What a command says that must succeed."""
        done = self.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def facts(self, unit: str, *names: str) -> Sequence[str]:
        """What systemd knows of a unit."""
        wanted = [f"--property={name}" for name in names]
        lines = self.said("systemctl", "show", unit, *wanted).splitlines()
        found = dict(line.split("=", 1) for line in lines)
        return [found[name] for name in names]

    def kill(self) -> None:
        """Every process at once, as a machine that loses its power."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.kill()  # and the first process with it
        self.process.wait(PATIENCE)
        self.process = self.first = None
        events = self.group / "cgroup.events"
        until(lambda: "populated 0" in events.read_text())

    def take_away(self) -> None:
        """The processes, their group, the files."""
        self.kill()
        for group in sorted(self.group.rglob("*/"), reverse=True):
            group.rmdir()
        if self.group.exists():
            self.group.rmdir()
        shutil.rmtree(self.folder, ignore_errors=True)


def _systemd_below(number: int) -> int | None:
    """The process that became systemd, once it did."""
    with suppress(FileNotFoundError):
        for child in Path(f"/proc/{number}/task/{number}/children").read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                return int(child)
    return None


def take_away_boxes_that_were_left() -> None:
    """Those of runs that were killed; their processes died with them."""
    for folder in PARENT.glob("otest*.box"):
        named = NAMED.fullmatch(folder.stem)
        if named and not Path("/proc", named[1]).exists():
            Box(folder.stem).take_away()


def _groups() -> Path:
    """Where groups of processes are made, in the newer of the kernel's two ways."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in mounts:
        if mount[2] == "cgroup2":
            return Path(mount[1])
    return Path("/sys/fs/cgroup")
