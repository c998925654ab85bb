"""Every operation of the operators' API: nothing of any city's people, and nobody else in it."""

from pathlib import Path
from typing import Any

import pytest

from api.actions import create_token
from tenants.fence import entered
from tenants.jobs import running
from tests.api.operators.people import make_operator, program_of_operator
from tests.api.programs import Program, assert_problem
from tests.isolation.operators import DESCRIBED, ROWS, make_rows
from tests.isolation.test_matrix import EVERYWHERE, assert_no_canary_but, everything
from tests.isolation.world import World

Worlds = dict[str, World]
NAMES = sorted(ROWS)


@pytest.fixture
def operator(worlds: Worlds, settings: Any, tmp_path: Path) -> Program:
    """A program of an operator who may do everything."""
    settings.BACKUP_ROOT = tmp_path
    make_rows(tmp_path)
    return program_of_operator(make_operator())


def call(name: str, program: Program) -> Any:
    """One request after the operation's row."""
    row, (method, path) = ROWS[name], DESCRIBED[name]
    address = path.format(**row.ids)
    return program.get(address) if method == "get" else program.post(address, row.body)


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert sorted(DESCRIBED) == NAMES


def people_of(worlds: Worlds) -> set[str]:
    """What would tell somebody of a city's people, besides the canaries."""
    told = set()
    for slug in EVERYWHERE:
        cast = worlds[slug].cast
        told |= {cast.consultant.full_name, cast.consultant.email, str(cast.consultant.pk)}
        told |= {str(worlds[slug].case.pk), worlds[slug].receipt_code}
    return told


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_citys_people_is_in_any_answer(
    name: str, worlds: Worlds, operator: Program
) -> None:
    answer = call(name, operator)
    assert answer.status_code == ROWS[name].expects, answer.content
    assert_no_canary_but(None, answer)
    assert not [told for told in people_of(worlds) if told in everything(answer)]


def test_nor_in_what_becomes_of_the_jobs(worlds: Worlds, operator: Program) -> None:
    """Those that fail say why in our words."""
    for name in ("cities_all_upgrade_all", "cities_backup_backup", "cities_restore_restore"):
        call(name, operator)
    running.run_open_jobs()
    answer = operator.get("jobs/")
    states = [one["state"] for one in answer.json()["results"]]
    assert len(states) == 5 and "waiting" not in states and "failed" in states
    assert_no_canary_but(None, answer)
    assert not [told for told in people_of(worlds) if told in everything(answer)]


@pytest.mark.parametrize("name", NAMES)
def test_no_citys_token_opens_it(name: str, worlds: Worlds, operator: Program) -> None:
    """Not even an administrator's; the same call succeeds with an operator's."""
    with entered("gdansk"):
        person = worlds["gdansk"].cast.administrator
        _row, token = create_token(user=person, name="x", scopes=["write"], days=1, by=person)
    assert_problem(call(name, Program(token, "operator")), 401)
    assert_problem(call(name, Program(slug="operator")), 401)
    assert call(name, operator).status_code == ROWS[name].expects


@pytest.mark.parametrize("name", NAMES)
def test_in_a_city_there_is_nothing_of_it(name: str, worlds: Worlds, operator: Program) -> None:
    operator.client.defaults["HTTP_HOST"] = "gdansk.localhost"
    answer = call(name, operator)
    assert_problem(answer, 401 if name == "me_retrieve" else 404)
    assert_no_canary_but(None, answer)
