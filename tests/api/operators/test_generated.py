"""Schemathesis over the operators' schema, mixed with what exists: no 500, nothing undescribed."""

import random
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import given
from schemathesis.generation.modes import GenerationMode

from api.openapi import committed
from api.openapi.books import OPERATORS
from tests.api.operators.people import make_operator, program_of_operator
from tests.api.test_generated import CHECKS, MODES, _connections_stay_open, calls
from tests.isolation.operators import DESCRIBED, ROWS, make_rows

__all__ = ["_connections_stay_open"]
HOST = "operator.localhost"
IN_ALL = 3_000
SAMPLE = 2
NAMES = sorted(ROWS)
SCHEMA = schemathesis.openapi.from_dict(committed.as_data(OPERATORS))
SCHEMA.app = get_wsgi_application()


@pytest.fixture
def token(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> str:
    """Of an operator who is never held up, and whose cities have bundles."""
    settings.BACKUP_ROOT = tmp_path
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)
    make_rows(tmp_path)
    return str(program_of_operator(make_operator()).token)


def run(name: str, token: str, mode: GenerationMode, most: int) -> None:
    """So many generated calls of one operation."""
    method, path = DESCRIBED[name]
    strategy = SCHEMA[path][method.upper()].as_strategy(generation_mode=mode)
    choose = random.Random(name)  # noqa: S311 - the same calls each time

    @calls(most)
    @given(case=strategy)
    def call(case: Any) -> None:
        with transaction.atomic():
            _mix(case, name, choose)
            headers = {"Host": HOST, "Authorization": f"Token {token}"}
            case.call_and_validate(base_url=f"http://{HOST}", headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    call()


def _mix(case: Any, name: str, choose: random.Random) -> None:
    row = ROWS[name]
    if choose.random() < 0.9:
        case.path_parameters = {key: str(value) for key, value in row.ids.items()}
    if isinstance(case.body, dict) and choose.random() < 0.7:
        kept = {key: value for key, value in case.body.items() if choose.random() < 0.3}
        case.body = {**row.body, **kept}


@pytest.mark.parametrize(("at", "name"), list(enumerate(NAMES)))
def test_a_sample_of_calls_gets_documented_answers(at: int, name: str, token: str) -> None:
    run(name, token, list(GenerationMode)[at % len(GenerationMode)], SAMPLE)


@pytest.mark.prove
@MODES
@pytest.mark.parametrize("name", NAMES)
def test_thousands_of_calls_get_documented_answers(
    name: str, mode: GenerationMode, token: str
) -> None:
    run(name, token, mode, -(-IN_ALL // (len(NAMES) * len(GenerationMode))))
