"""Schemathesis over the whole schema: no 500, and no answer that the schema does not know.

Generated calls are mixed with what exists, so that they reach beyond the first refusal: ids
of real rows, versions that are current, bodies of which only some members are generated.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.actions import create_token
from api.openapi import committed
from tenants.fence import entered
from tests.isolation.conftest import own_worlds, worlds
from tests.isolation.operations import OPERATIONS
from tests.isolation.test_api import DESCRIBED, NAMED, version_of
from tests.isolation.world import World

__all__ = ["own_worlds", "worlds"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CITY = "gdansk"
IN_ALL = 10_000
SAMPLE = 2
NAMES = sorted(OPERATIONS)
SCHEMA = schemathesis.openapi.from_dict(committed.as_data())
SCHEMA.app = get_wsgi_application()


@pytest.fixture(scope="module")
def worlds_made(own_worlds: dict[str, World]) -> dict[str, World]:
    """This module's alone: the tokens are committed."""
    return own_worlds


@pytest.fixture(scope="module")
def tokens(worlds_made: dict[str, World]) -> Iterator[dict[str, str]]:
    """A token of each person who appears in the matrix."""
    with entered(CITY):
        yield {
            who: create_token(
                user=getattr(worlds_made[CITY].cast, who),
                name="generated",
                scopes=["write"],
                days=1,
                by=None,
            )[1]
            for who in {one.who for one in OPERATIONS.values()}
        }


@pytest.fixture(autouse=True)
def _connections_stay_open() -> Iterator[None]:
    """As Django's own test client does: the calls run inside the test's transaction."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _nobody_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 10**9)
    monkeypatch.setattr("api.throttles.NETWORKS.limit", 10**9)


def calls(most: int) -> hypothesis_settings:
    """So many, one after the other, however long each takes."""
    return hypothesis_settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def run(name: str, world: World, token: str, mode: GenerationMode, most: int) -> None:
    """So many generated calls of one operation."""
    method, path = DESCRIBED[name]
    strategy = SCHEMA[path][method.upper()].as_strategy(generation_mode=mode)
    choose = random.Random(name)  # noqa: S311 - the same calls each time

    @calls(most)
    @given(case=strategy)
    def call(case: Any) -> None:
        with transaction.atomic():
            _mix(case, name, world, choose)
            headers = {"Host": f"{CITY}.localhost", "Authorization": f"Token {token}"}
            case.call_and_validate(
                base_url=f"http://{CITY}.localhost", headers=headers, checks=CHECKS
            )
            transaction.set_rollback(True)

    call()


def _mix(case: Any, name: str, world: World, choose: random.Random) -> None:
    operation = OPERATIONS[name]
    if choose.random() < 0.9:
        ids = {NAMED.get(key, key): str(pk) for key, pk in operation.ids(world).items()}
        case.path_parameters = ids
    if operation.of and choose.random() < 0.8:
        case.headers["If-Match"] = f'"{version_of(operation.of(world), world)}-0"'
    if isinstance(case.body, dict) and choose.random() < 0.7:
        kept = {key: value for key, value in case.body.items() if choose.random() < 0.5}
        case.body = {**operation.body(world), **kept}


MODES = pytest.mark.parametrize("mode", list(GenerationMode))


@pytest.mark.parametrize(("at", "name"), list(enumerate(NAMES)))
def test_a_sample_of_calls_gets_documented_answers(
    at: int, name: str, worlds: dict[str, World], tokens: dict[str, str]
) -> None:
    mode = list(GenerationMode)[at % len(GenerationMode)]
    run(name, worlds[CITY], tokens[OPERATIONS[name].who], mode, SAMPLE)


@pytest.mark.prove
@MODES
@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_calls_get_documented_answers(
    name: str, mode: GenerationMode, worlds: dict[str, World], tokens: dict[str, str]
) -> None:
    most = -(-IN_ALL // (len(NAMES) * len(GenerationMode)))
    run(name, worlds[CITY], tokens[OPERATIONS[name].who], mode, most)
