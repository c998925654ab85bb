"""Runs a unit as systemd would where systemd is not the first process: the same program, user,
environment and folders, read-only where the unit says so, under the same filter of system calls.
"""

import json
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.deploy.unit_files import Unit

PATIENCE = 60  # seconds
HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"


class RunningUnit:
    """A unit's program, from `start` until `stop`; what it says goes into `journal`."""

    def __init__(self, unit: Unit, journal: Path) -> None:
        self.unit = unit
        self.journal = journal
        self.folders = [Path("/run", name) for name in unit.words("RuntimeDirectory")]
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        owner = pwd.getpwnam(self.unit.one("User"))
        for folder in self.folders:
            folder.mkdir(exist_ok=True)
            folder.chmod(int(self.unit.one("RuntimeDirectoryMode"), 8))
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        with self.journal.open("ab") as said:
            return subprocess.Popen(
                _command(self.unit, [str(folder) for folder in self.folders]),
                cwd=self.unit.one("WorkingDirectory", "/"),
                env=self.unit.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def wait(self) -> int:
        """The exit code of a program that ends by itself."""
        return self.process.wait(PATIENCE)

    def stop(self) -> None:
        """SIGTERM, then wait; whatever is left of its children is killed."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            _kill_group(self.process.pid)
            for folder in self.folders:
                shutil.rmtree(folder, ignore_errors=True)


def _kill_group(number: int) -> None:
    try:
        os.killpg(number, signal.SIGKILL)
    except ProcessLookupError:
        return


def _command(unit: Unit, runtime: list[str]) -> list[str]:
    calls = {
        "calls": allowed_calls(tuple(unit.words("SystemCallFilter"))),
        "umask": unit.one("UMask"),
        "no_new_code": unit.one("MemoryDenyWriteExecute") == "yes",
        "command": unit.words("ExecStart"),
    }
    folders = {
        "writable": [*unit.words("ReadWritePaths"), *runtime],
        "hidden": unit.words("InaccessiblePaths"),
        "command": [*_as_user(unit), *_confined("confine_calls.py", calls)],
    }
    private = ["unshare", "--mount", "--propagation", "private"]
    network = ["--net"] if unit.one("PrivateNetwork") == "yes" else []
    return [*private, *network, *_confined("confine_folders.py", folders)]


def _confined(text: str, asked: Mapping[str, object]) -> list[str]:
    # The user may not read the checkout, so the program goes along as a word.
    return [PYTHON, "-I", "-c", (HERE / text).read_text(), json.dumps(asked)]


def _as_user(unit: Unit) -> list[str]:
    """Without the capability for low ports, which systemd would leave: the test uses high ones."""
    assert unit.one("NoNewPrivileges") == "yes"
    user, group = unit.one("User"), unit.one("Group")
    rights = ["--init-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return ["setpriv", f"--reuid={user}", f"--regid={group}", *rights]


@cache
def allowed_calls(filters: tuple[str, ...]) -> list[str]:
    """Names of system calls: groups spelt out, those with a ~ taken away."""
    groups = _groups()
    allowed: set[str] = set()
    for word in filters:
        names = _names(word.removeprefix("~"), groups)
        allowed = allowed - names if word.startswith("~") else allowed | names
    return sorted(allowed)


def _names(word: str, groups: dict[str, list[str]]) -> set[str]:
    if not word.startswith("@"):
        return {word}
    return {name for member in groups[word] for name in _names(member, groups)}


def _groups() -> dict[str, list[str]]:
    listed = subprocess.run(
        ["systemd-analyze", "--no-pager", "syscall-filter"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found: dict[str, list[str]] = {}
    group = ""
    for line in listed.splitlines():
        if line.startswith("@"):
            group = line.strip()
        elif line.startswith("    ") and not line.strip().startswith("#"):
            found.setdefault(group, []).append(line.strip())
    return found
