"""The container files, linted: no machine that checks every change can run them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ostoja.health import FORWARDED
from ostoja.local.checkout import ROOT

FOLDER = ROOT / "deploy/container"
TOOLS = Path(sys.executable).parent
WHOLE_VERSION = re.compile(r"[a-z0-9./-]+:\d+\.\d+(\.\d+)?(-[a-z0-9-]+)?")
OURS = {"prepare", "web", "worker", "jobs", "scheduler"}


def composed() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
    return content


def lines_of(instruction: str) -> list[str]:
    text = (FOLDER / "Containerfile").read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line.startswith(instruction)]


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_hadolint_finds_nothing() -> None:
    done = run(TOOLS / "hadolint", "--no-color", FOLDER / "Containerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_hadolint_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "Containerfile"
    bad.write_text("FROM debian:latest\nRUN cd /tmp && apt-get install curl\n")
    assert run(TOOLS / "hadolint", bad).returncode == 1


def test_compose_lint_finds_nothing() -> None:
    asked = ("--config", FOLDER / "compose-lint.yaml", "--fail-on", "low", "--format", "json")
    done = run(TOOLS / "compose-lint", "check", *asked, FOLDER / "compose.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)


def test_images_have_whole_versions() -> None:
    froms = [line.split()[1] for line in lines_of("FROM")]
    images = [service["image"] for service in composed()["services"].values()]
    assert [name for name in froms + images if not WHOLE_VERSION.fullmatch(name)] == []


def test_both_stages_have_the_same_python() -> None:
    assert len({line.split()[1] for line in lines_of("FROM")}) == 1


def test_nobody_is_root() -> None:
    assert lines_of("USER") == ["USER 10001:10001"]
    for name, service in composed()["services"].items():
        assert not str(service["user"]).startswith("0"), name
        assert service["cap_drop"] == ["ALL"], name
        assert service["read_only"] is True, name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_secrets_are_files() -> None:
    secret = re.compile(r"SECRET|KEYS|PASSWORD|DATABASE_URL|EMAIL_URL|SMS_URL")
    for name, service in composed()["services"].items():
        said = service.get("environment", {})
        assert not [one for one in said if secret.search(one) and not one.endswith("_FILE")], name
    assert not [line for line in (*lines_of("ENV"), *lines_of("ARG")) if secret.search(line[:40])]
    entrance = (FOLDER / "entrypoint.sh").read_text()
    [names] = re.findall(r"for name in (.*); do", entrance)
    assert set(names.split()) == set(composed()["x-application"]["secrets"])


def test_all_that_serves_is_watched() -> None:
    assert lines_of("HEALTHCHECK")
    services = composed()["services"]
    watched = {name for name, one in services.items() if "test" in one.get("healthcheck", {})}
    assert watched == {"database", "redis", "proxy"}
    assert "healthcheck" not in services["web"]  # the image's own


def test_only_the_proxy_is_reached_from_outside() -> None:
    services = composed()["services"]
    assert {name for name, one in services.items() if "ports" in one} == {"proxy"}
    assert services["database"]["networks"] == services["redis"]["networks"] == ["inside"]
    assert composed()["networks"]["inside"]["internal"] is True


def test_only_the_proxy_is_believed() -> None:
    proxy = composed()["services"]["proxy"]["networks"]["inside"]["ipv4_address"]
    for name in OURS:
        environment = composed()["services"][name]["environment"]
        assert environment["FORWARDED_ALLOW_IPS"] == proxy
        assert environment["TLS_PROXY"] == f"{proxy}:443", "where certificates are looked at"


def test_every_program_is_in_the_entrance() -> None:
    entrance = (FOLDER / "entrypoint.sh").read_text()
    programs = set(re.findall(r"^  (\w+)\)$", entrance, re.MULTILINE))
    assert {composed()["services"][name]["command"][0] for name in OURS} == programs == OURS


def test_the_image_holds_all_packages() -> None:
    copied = {line.split()[1] for line in lines_of("COPY ") if "--" not in line}
    assert {"platform", "tenants", "casework", "accessibility", "api"} <= copied


@pytest.mark.deploy  # it needs a newer bash than macOS has
def test_the_proxy_is_that_of_a_server() -> None:
    """After a change: deploy/container/caddyfile.sh > deploy/container/Caddyfile."""
    written = run(FOLDER / "caddyfile.sh")
    assert written.returncode == 0, written.stderr
    assert written.stdout == (FOLDER / "Caddyfile").read_text()


@pytest.mark.parametrize("name", ["worker", "jobs", "scheduler", "web"])
def test_containers_and_units_run_the_same_programs(name: str) -> None:
    [unit] = (ROOT / "deploy/units").glob(f"{name}*.service")
    [start] = re.findall(r"^ExecStart=\S+/(.*)$", unit.read_text(), re.MULTILINE)
    entrance = (FOLDER / "entrypoint.sh").read_text().replace("\\\n", " ")
    [command] = re.findall(rf"^  {name}\)\n.*\n    exec (.*)$", entrance, re.MULTILINE)
    differ = {"host", "port", "concurrency", "schedule"}
    assert words(start.replace("%%", "%"), differ) == words(command, differ)


def words(command: str, differ: set[str]) -> set[str]:
    return {word for word in command.split() if word.strip("-").partition("=")[0] not in differ}


@pytest.mark.parametrize("path", ["deploy/templates/Caddyfile", "deploy/container/Caddyfile"])
def test_the_proxy_asks_without_every_mark_of_a_request_from_outside(path: str) -> None:
    """Newer versions of the proxy put more of them on what they pass on."""
    asking = (
        (ROOT / path).read_text().partition("handle @question {")[2].partition("respond 404")[0]
    )
    assert {name for name in FORWARDED if f"header_up -{name}\n" not in asking} == set()
