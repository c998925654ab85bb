"""Where the running services of this checkout are found, and the keys that belong to them."""

import base64
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ostoja.local.checkout import STATE
from ostoja.local.processes import alive

FILE = "services.json"
KEYS_FILE = "keys.json"
SUPERVISOR = "supervisor"


def found(state: Path = STATE) -> dict[str, str]:
    """The environment that the running services of `state` ask for; empty when none run.

    Leaves out what the environment already says.
    """
    said = _read(state / FILE)
    supervisor = said.pop(SUPERVISOR, "")
    if not supervisor or not alive(int(supervisor)):
        return {}
    if os.environ.get("DATABASE_URL"):
        said.pop("DATABASE_ADMIN_URL", None)  # it belongs to another database
    return {name: value for name, value in said.items() if not os.environ.get(name)}


def load_found_services() -> None:
    """Put what is found into the environment."""
    os.environ.update(found())


@contextmanager
def published(state: Path, addresses: Mapping[str, str]) -> Iterator[None]:
    """Let other programs of the checkout find the services as long as they run."""
    _write(state / FILE, {**addresses, SUPERVISOR: str(os.getpid())})
    try:
        yield
    finally:
        (state / FILE).unlink(missing_ok=True)


def keys(state: Path) -> dict[str, str]:
    """The secrets of a checkout, made the first time: what they protect lies in its database."""
    file = state / KEYS_FILE
    if not file.exists():
        _write(file, {"SECRET_KEY": secrets.token_urlsafe(48), "ENCRYPTION_KEYS": _new_key()})
    return _read(file)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _read(file: Path) -> dict[str, str]:
    try:
        content = json.loads(file.read_text())
    except (FileNotFoundError, PermissionError, ValueError):
        return {}
    return {str(name): str(value) for name, value in content.items()}


def _write(file: Path, content: Mapping[str, str]) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    new = file.with_name(file.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as output:
        json.dump(content, output, indent=2)
    new.replace(file)
