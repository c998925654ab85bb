"""Fifty cities at once, as many as all of Poland would need on its worst day, many times over.

Two web servers as they are run for people, a load generator in a process of its own. It goes on
for ``PROVE_MINUTES`` minutes, one unless more are asked for.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from casework.intake.models import Conversation
from ostoja.settings.environment import ROOT
from tenants.fence import entered
from tests import redis_databases
from tests.browser.server import DemoServer, environment, free_port, serving
from tests.casework.intake.chat.serving import Report, session_of
from tests.cast import make_cast
from tests.databases import TemplateDatabase

CITIES, TALKS = 50, 200
MESSAGES_A_SECOND, FORMS_A_MINUTE = 20, 300
SECONDS = 60 * float(os.environ.get("PROVE_MINUTES", "1"))
SEEN_WITHIN = 0.5  # seconds, 95 of 100
SERVERS = 2
SLUGS = [f"load-{number}" for number in range(CITIES)]


def fifty_cities() -> None:
    """Fills a template: each city open, with its cast."""
    from tenants.migrating import migrate_platform
    from tenants.onboarding import NewCity, onboard
    from tenants.opening.actions import open_example
    from tenants.schemas.making import keep_spares

    migrate_platform()
    for slug in SLUGS:
        keep_spares()
        onboard(NewCity(slug, slug.capitalize(), "msik", f"city-admin@{slug}.example"))
        with entered(slug):
            open_example()
            make_cast()


@pytest.fixture
def servers(
    django_db_blocker: DjangoDbBlocker, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[DemoServer]]:
    """The web servers, on a clone with all cities."""
    template, name = TemplateDatabase("load"), f"ostoja_load_{worker_id}"
    with django_db_blocker.unblock(), ExitStack() as stack:
        template.build(fifty_cities)
        stack.enter_context(template.cloned(name))
        made = [
            DemoServer(
                port=free_port(),
                database_url=template.url_of(name),
                redis_number=redis_databases.of_demo(worker_id),
                template=template,
                folder=tmp_path_factory.mktemp("server"),
                unblock=django_db_blocker.unblock,
                settings={"KEYS_ROOT": str(template.keys.with_name(name))},
            )
            for _ in range(SERVERS)
        ]
        for server in made:
            stack.enter_context(serving(server))
        yield made


def prepared(servers: list[DemoServer]) -> dict[str, Any]:
    """What the generator has to know: conversations with their codes and consultants."""
    sessions = {slug: _session(slug) for slug in SLUGS}
    reports = [Report.made(f"Zgłoszenie {turn}", SLUGS[turn % CITIES]) for turn in range(TALKS)]
    return {
        "ports": [server.port for server in servers],
        "cities": SLUGS,
        "seconds": SECONDS,
        "messages_a_second": MESSAGES_A_SECOND,
        "forms_a_minute": FORMS_A_MINUTE,
        "seed": 1,
        "talks": [
            {"pk": one.pk, "code": one.code, "city": one.city, "session": sessions[one.city]}
            for one in reports
        ],
    }


def _session(slug: str) -> str:
    from ostoja.accounts.models import User

    with entered(slug):
        return session_of(User.objects.get(email="consultant@city.example"), slug)


def generated(servers: list[DemoServer], asked: dict[str, Any]) -> dict[str, Any]:
    """What the generator has seen."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.casework.intake.chat.load.generator"],
        input=json.dumps(asked),
        env={**os.environ, **environment(servers[0])},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def share(values: list[float], of_hundred: int) -> float:
    """So many of a hundred took no longer; the values are in order."""
    return values[min(len(values) - 1, len(values) * of_hundred // 100)]


@pytest.mark.prove
def test_fifty_cities_talk_at_once(
    servers: list[DemoServer], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = prepared(servers)
    seen = generated(servers, asked)
    figures = {f"p{part}": round(share(seen["took"], part), 3) for part in (50, 95, 99)}
    figures["form p95"] = round(share(seen["forms_took"], 95), 3)
    with capsys.disabled():
        print(f"\n{seen['sent']} messages, {seen['receipts']} forms: {figures}")
    assert seen["sockets"] == 2 * TALKS and seen["refused"] == 0
    assert seen["sent"] >= MESSAGES_A_SECOND * SECONDS
    assert seen["kept"] == seen["sent"] == len(seen["took"])
    assert seen["receipts"] >= FORMS_A_MINUTE * SECONDS / 60
    assert set(seen["statuses"]) == {"200"}
    for talk in asked["talks"]:
        stored = Report(talk["pk"], talk["code"], talk["city"]).texts
        assert seen["views"][talk["pk"]] == [stored, stored]
    assert _stored() == TALKS + seen["receipts"]
    assert [server.folder.joinpath("server.log").read_text() for server in servers] == ["", ""]
    assert share(seen["took"], 95) <= SEEN_WITHIN, figures


def _stored() -> int:
    found = 0
    for slug in SLUGS:
        with entered(slug):
            found += Conversation.objects.count()
    return found
