"""The page for operators' programmers, whose first steps lead to a city that is backed up."""

import re
from pathlib import Path
from uuid import UUID

from api.openapi import reading
from api.openapi.books import OPERATORS
from ostoja.accounts.models import User
from ostoja.ui.problems import NAMES
from tenants.jobs import running
from tests.api.operators.people import program_of_operator
from tests.api.test_docs import Shell
from tests.cast import browser_of
from tests.isolation.operators import ROWS

BASE = "http://operator.localhost"


def page(language: str = "en") -> str:
    """The page as it is served to everybody."""
    answer = browser_of(None, "operator").get("/api/docs/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_it_is_in_polish_and_english(db: None) -> None:
    assert "onboards a county" in page("en")
    assert "zakłada powiat" in page("pl") and "Pierwsze kroki" in page("pl")


def test_it_names_every_operation_and_every_problem_once(db: None) -> None:
    text = page()
    operations = [one for group in reading.groups(OPERATORS) for one in group.operations]
    assert len(operations) == len(ROWS)
    anchors = [one.anchor for one in operations] + [f"problem-{name}" for name in NAMES.values()]
    assert all(text.count(f'id="{anchor}"') == 1 for anchor in anchors)
    assert not re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", text)


def test_it_speaks_of_no_citys_work(db: None) -> None:
    text = page()
    for words in ("receives a referral", "about a client", "HSDS"):
        assert words not in text


def test_with_the_page_alone_a_city_is_onboarded_and_backed_up(ewa: User, backups: Path) -> None:
    shell = Shell(program_of_operator(ewa, "cities:write", "jobs:read"), BASE)
    commands = [str(step.at(BASE)["command"]) for step in OPERATORS.steps]
    assert commands[0].startswith("ostoja token create --operator")
    assert shell.run(commands[1])["email"] == ewa.email
    before = {one["slug"] for one in shell.run(commands[2])["results"]}
    made = shell.run(commands[3])
    assert made["slug"] == "malborski" not in before and made["invitation"]
    assert shell.run(commands[4])["kind"] == "backup"
    running.run(UUID(shell.known["JOB"]))
    assert shell.run(commands[5])["state"] in {"done", "failed"}
