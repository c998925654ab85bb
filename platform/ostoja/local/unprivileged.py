"""How root runs PostgreSQL, which refuses root: as a user who may do nothing else."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from ostoja.local.checkout import CannotRunError

USERS = ("postgres", "nobody")

# A checkout may lie below a folder that is closed to others, /root for one. Instead of opening
# that folder, the user gets the one capability to pass through: the first may read, the second,
# which containers grant by default, also write.
CAPABILITIES = ("dac_read_search", "dac_override")


@dataclass(frozen=True)
class Account:
    """Who runs a program: the owner of its files, and the words to put before its command."""

    uid: int
    gid: int
    prefix: tuple[str, ...]

    def own(self, folder: Path) -> None:
        """Give `folder` to the account."""
        os.chown(folder, self.uid, self.gid)


def account_for(data: Path, *, stop_signal: str) -> Account:
    """The account that runs PostgreSQL on `data`; the caller's own unless that is root.

    The program gets `stop_signal` (INT, TERM) when the process that started it dies.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), ())
    user = _owner(data) or _user()
    return Account(user.pw_uid, user.pw_gid, _prefix(user, stop_signal))


def _owner(data: Path) -> pwd.struct_passwd | None:
    if not data.exists() or data.stat().st_uid == 0:
        return None
    return pwd.getpwuid(data.stat().st_uid)


def _user() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in USERS:
        if name in known:
            return known[name]
    raise CannotRunError("PostgreSQL does not run as root. Run this as another user.")


def _prefix(user: pwd.struct_passwd, stop_signal: str) -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    for capability in CAPABILITIES if setpriv else ():
        prefix = (str(setpriv), *_switches(user, capability), f"--pdeathsig={stop_signal}")
        if _works(prefix):
            return prefix
    raise CannotRunError(
        "PostgreSQL does not run as root, and setpriv cannot start it as another user here. "
        "Run this as another user, or set DATABASE_URL."
    )


def _switches(user: pwd.struct_passwd, capability: str) -> tuple[str, ...]:
    only = f"-all,+{capability}"
    return (
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        f"--inh-caps={only}",
        f"--ambient-caps={only}",
        f"--bounding-set={only}",
        # Without it access(2), by which PostgreSQL looks at its programs, ignores the capability.
        "--securebits=+no_setuid_fixup",
    )


def _works(prefix: tuple[str, ...]) -> bool:
    harmless = [*prefix, prefix[0], "--version"]
    tried = subprocess.run(harmless, capture_output=True, check=False)
    return tried.returncode == 0
