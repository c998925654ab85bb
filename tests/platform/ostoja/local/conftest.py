"""A checkout of its own for each test, away from the services that the tests run on."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ostoja.local import checkout
from ostoja.local.checkout import ROOT

# What the services of `make test` have put into the environment.
ADDRESSES = (
    "DATABASE_URL",
    "DATABASE_ADMIN_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "ENCRYPTION_KEYS",
    "MEDIA_ROOT",
    "KEYS_ROOT",
)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder, in an environment that names no services."""
    state = tmp_path / ".local"
    state.mkdir()
    monkeypatch.setattr(checkout, "STATE", state)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    return state


@dataclass
class Checkout:
    """A copy of what runs the services, in a folder of its own."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *words: str) -> list[str]:
        """The words after `python -m ostoja.local.services`."""
        return [sys.executable, "-m", "ostoja.local.services", *words]

    def start(self, *words: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """Start it and give the process, with its output."""
        return subprocess.Popen(
            [*prefix, *self.command(*words)],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str, prefix: tuple[str, ...] = ()) -> tuple[int, str]:
        """Run it to its end; give its exit code and output."""
        with self.start(*words, prefix=prefix) as process:
            output, _ = process.communicate(timeout=60)
        return process.returncode, output


@pytest.fixture
def bare_checkout() -> Iterator[Checkout]:
    """A checkout with only the modules that run services; its folder is closed to others."""
    with tempfile.TemporaryDirectory(prefix="ostoja-checkout-") as folder:
        root = Path(folder)
        _copy(ROOT / "tenants", root / "tenants")
        _copy(ROOT / "platform/ostoja/local", root / "platform/ostoja/local")
        shutil.copy(ROOT / "platform/ostoja/__init__.py", root / "platform/ostoja")
        yield Checkout(root, _environment(root))


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "locale"))


def _environment(root: Path) -> dict[str, str]:
    own = {"PYTHONPATH": f"{root}:{root / 'platform'}", "TMPDIR": str(root)}
    inherited = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    return {**inherited, **own}
