"""Run by root in a mount namespace of its own: the unit's view of the files, then its program.

A text, not a module: the runner passes it to ``python3 -c``. Arguments: a JSON object with
`writable`, `hidden`, and the command.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

asked = json.loads(sys.argv[1])


def mount(*words: str) -> None:
    """Call mount(8)."""
    subprocess.run(["mount", *words], check=True)


# ReadWritePaths: mounts of their own stay writable when all others become read-only.
for place in asked["writable"]:
    mount("--bind", place, place)
# InaccessiblePaths
for place in asked["hidden"]:
    if Path(place).is_dir():
        mount("-t", "tmpfs", "-o", "ro,mode=000", "tmpfs", place)
    else:
        mount("--bind", "/dev/null", place)
# ProtectHome, PrivateTmp
TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108
for place in ("/root", "/home"):
    mount("-t", "tmpfs", "-o", "ro,mode=000", "tmpfs", place)
for place in TEMPORARY:
    mount("-t", "tmpfs", "-o", "mode=1777", "tmpfs", place)
# ProtectSystem=strict
mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
spared = {*asked["writable"], *asked["hidden"], "/root", "/home", *TEMPORARY}
for place in mounted:
    if place not in spared and not place.startswith(("/dev", "/proc", "/sys")):
        mount("-o", "remount,bind,ro", place)
os.execvp(asked["command"][0], asked["command"])  # noqa: S606
