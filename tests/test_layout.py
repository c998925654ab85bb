"""The layout of the house, as CONTRIBUTING and the decision records state it."""

import re
import statistics
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from ostoja.local.checkout import ROOT
from tests.source_files import PACKAGES, files, functions, imported, length, modules, words

TOP_FOLDERS = {"platform", "tenants", "casework", "accessibility", "api", "deploy", "tests"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
LOCKS = ("requirements.txt", "requirements-dev.txt")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_MEDIAN = 8

# Each loses the city on its way; the fence has a form that carries it (decision records).
BARE_FORMS = {
    "on_commit",
    "Thread",
    "ThreadPoolExecutor",
    "sync_to_async",
    "async_to_sync",
    "database_sync_to_async",
    "shared_task",
    "set_schema",
    "set_schema_to_public",
    "set_tenant",
    "schema_context",
    "tenant_context",
}

ROOMS = sorted(
    path.parent
    for folder in ("casework", "accessibility")
    for path in (ROOT / folder).glob("*/apps.py")
)
FURNITURE = ("models", "actions", "selectors", "views", "forms", "urls", "locale")
KEEPS_NOTHING = {"reports"}  # it reads the rows of the others


def test_no_other_folder_stands_at_the_top() -> None:
    made_by_tools = {"__pycache__", "node_modules"}
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()} - made_by_tools
    assert {name for name in folders if not name.startswith(".")} <= TOP_FOLDERS


def test_platform_is_a_plain_folder_with_one_package() -> None:
    assert not (ROOT / "platform/__init__.py").exists()
    assert {path.parent.name for path in (ROOT / "platform").glob("*/__init__.py")} == {"ostoja"}


def test_nothing_is_imported_as_a_part_of_platform() -> None:
    wrong = {
        path for path, tree in modules() for name in imported(tree) if name.startswith("platform.")
    }
    assert not wrong


@pytest.mark.parametrize("folder", [".", "platform"])
def test_platform_is_pythons_own_module(folder: str) -> None:
    command = [sys.executable, "-c", "import platform; print(platform.python_version())"]
    said = subprocess.run(command, cwd=ROOT / folder, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("3.")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_each_room_is_furnished_the_same_way(room: Path) -> None:
    """A module becomes a package of the same name when it grows too long."""
    furniture = FURNITURE[1:] if room.name in KEEPS_NOTHING else FURNITURE
    pieces = (*furniture, f"templates/{room.name}")
    assert not [
        piece
        for piece in pieces
        if not (room / piece).is_dir() and not (room / f"{piece}.py").exists()
    ]


def test_names_say_what_a_file_is_for() -> None:
    parts = {(part, path) for path in files(".py", ".html") for part in (path.stem, *path.parts)}
    assert not {path for part, path in parts if part in VAGUE_NAMES}


def test_no_file_is_too_long_to_hold_in_mind() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in files(".py", ".html", ".js")}
    written = {path: lines for path, lines in lengths.items() if not _generated(path)}
    assert not {str(path): lines for path, lines in written.items() if lines > LONGEST_FILE}


def _generated(path: Path) -> bool:
    return bool({"migrations", "static"} & set(path.parts))


def test_no_function_is_too_long_to_hold_in_mind() -> None:
    lengths = {
        f"{path}:{function.lineno} {function.name}": length(function)
        for path, tree in modules()
        for function in functions(tree)
    }
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}
    assert statistics.median(lengths.values()) <= LONGEST_MEDIAN


def test_no_bare_form_loses_the_city() -> None:
    found = {
        f"{path}:{line} {word}"
        for path, tree in modules(folders=PACKAGES)
        if not path.startswith("tenants/fence/")
        for word, line in words(tree)
        if word in BARE_FORMS
    }
    assert not found


def test_the_fence_knows_only_itself() -> None:
    ours = ("tenants.", "ostoja.", "casework.", "accessibility.", "api.")
    found = {
        f"{path}: {name}"
        for path, tree in modules(folders=("tenants/fence",))
        for name in imported(tree)
        if name.startswith(ours) and not name.startswith("tenants.fence")
    }
    assert not found


def test_what_starts_the_services_needs_no_django() -> None:
    found = {
        f"{path}: {name}"
        for path, tree in modules(folders=("platform/ostoja/local",))
        for name in imported(tree)
        if name.startswith("django")
    }
    assert not found


def test_each_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in files(".py", folders=("tests",))}
    assert not {folder for folder in folders if not (folder / "__init__.py").exists()}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.findall(r"^-|https?:|file:|://", text, re.MULTILINE)


def test_the_lock_of_the_assets_names_no_place_to_fetch_from() -> None:
    lock = (ROOT / "platform/ostoja/ui/assets/package-lock.json").read_text()
    assert '"resolved"' not in lock


def test_both_locks_agree() -> None:
    running, developing = (_pins(ROOT / lock) for lock in LOCKS)
    assert running.items() <= developing.items()


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+(?:\[\w+\])?)==(\S+)", lock.read_text(), re.MULTILINE))


def test_the_locks_have_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    pins = _pins(ROOT / "requirements-dev.txt")
    asked = [*project["dependencies"], *extras["install"], *extras["dev"]]
    assert {re.split(r"[\[<>=]", one)[0] for one in asked} <= set(pins)


def test_each_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text().partition("\n[tool.")[0].splitlines()
    silent = [line for line in lines if line.startswith('    "') and "# " not in line]
    assert not silent


def test_the_wheel_holds_the_five_packages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*build, tmp_path], cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    packages = {name.partition("/")[0] for name in names if name.endswith("__init__.py")}
    assert packages == {"ostoja", "tenants", "casework", "accessibility", "api"}
    assert not [name for name in names if "node_modules" in name]
    assert [name for name in names if name.endswith(".mo")]
