"""The page on the platform's health: numbers, never a row of a city."""

import ast
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import ProgrammingError
from django.test import Client
from django.utils.translation import override

from ostoja.local.checkout import ROOT
from ostoja.notifications.outbox import send_email
from tenants.console import counts, health
from tenants.console.counts import Counted
from tenants.console.facts import Said
from tenants.fence import current_city, entered, entered_platform
from tenants.jobs.models import Job, State

PAGE = "/en/staff/health/"
MAY_ENTER = {"counts.py", "inside.py", "onboarding/actions.py"}
"""The second reads what one city lacks, the third makes one, which nobody has used yet."""


@pytest.fixture(autouse=True)
def _nothing_is_remembered(db: None) -> None:
    with entered_platform():
        cache.clear()


def page(console: Client) -> str:
    answer = console.get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def said() -> dict[str, Said]:
    with entered_platform(), override("en"):
        return {str(label): said for label, said in health.measured()}


def write_letter(slug: str) -> None:
    with entered(slug):
        send_email(
            to="somebody@city.example",
            template="accounts/email/passkey_added.txt",
            context={"who": "somebody"},
            language="en",
        )


def test_letters_are_counted_over_all_cities_and_not_shown(console: Client) -> None:
    write_letter("gdynia")
    write_letter("gdansk")
    [total] = counts_of("letters")
    assert (total.number, total.slug) == (2, "gdynia")
    shown = page(console)
    assert "somebody" not in shown
    assert "E-mails that wait" in shown


def counts_of(name: str) -> list[counts.Total]:
    with entered_platform():
        wanted = counts._counts[name].label
        return [total for total in counts.totals() if total.label == wanted]


def test_a_city_without_its_table_is_said_to_be_silent(
    console: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count() -> Counted:
        if current_city() == "gdynia":
            raise ProgrammingError("relation does not exist")
        return Counted(1)

    monkeypatch.setattr(counts, "_counts", {})
    counts.register_count("trial", "Trial", count)
    [total] = counts_of("trial")
    assert (total.number, total.silent) == (3, ("gdynia",))
    assert "1 city did not answer: Gdynia" in page(console)


def test_jobs_that_wait_and_failed_are_counted() -> None:
    with entered_platform():
        Job.objects.create(kind="backup", city="gdansk")
        Job.objects.create(
            kind="backup", city="gdynia", state=State.FAILED, ended_at="2026-01-05T10:00Z"
        )
    assert said()["Open jobs"].text == "1"
    failed = said()["Jobs that failed"]
    assert (failed.text, failed.lines) == ("1", ["Gdynia: Backup of a city"])


def test_of_very_many_failures_the_first_are_named() -> None:
    with entered_platform():
        Job.objects.bulk_create(
            Job(
                kind="backup", city=f"city-{place:02}", state="failed", ended_at="2026-01-05T10:00Z"
            )
            for place in range(30)
        )
    lines = said()["Jobs that failed"].lines
    assert (len(lines), lines[0], lines[-1]) == (11, "city-00: Backup of a city", "…")


def test_a_folder_that_is_not_there_yet_is_measured_above(tmp_path: Path) -> None:
    with override("en"):
        assert "free" in str(health.room(tmp_path / "not" / "there").text)


def test_a_full_disk_is_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LITTLE", 1.1)
    assert health.room(tmp_path).colour == "red"


def test_the_console_enters_cities_only_to_count_to_look_and_to_make_one() -> None:
    """By its source: no other module of it takes a city's place."""
    folder = ROOT / "tenants/console"
    entering = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("tenants.fence")
        and any(name.name in {"entered", "entered_place"} for name in node.names)
    }
    assert entering == MAY_ENTER
