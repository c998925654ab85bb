"""``ostoja city ready|open|show|prepare``: what operators see and do before a city opens."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accessibility.statement.models import Edition
from ostoja.audit.models import AuditEvent
from tenants.fence import Power, entered
from tenants.models import Stage
from tests.cast import Cast
from tests.tenants.opening.making import make_ready, set_stage, stage_of


def run(*words: str) -> Any:
    output = StringIO()
    call_command("city", *words, "--json", stdout=output)
    return json.loads(output.getvalue())


@pytest.fixture
def preparing(cast: Cast) -> Cast:
    set_stage(Stage.PREPARING)
    return cast


def test_a_new_city_is_in_preparation(db: None) -> None:
    words = ("--slug", "sopot", "--name", "Sopot", "--teryt", "2264", "--blueprint", "msik")
    run("onboard", *words, "--admin-email", "admin@sopot.example")
    shown = run("show", "sopot")
    assert (shown["stage"], shown["kind"]) == ("preparing", "city with county rights")
    assert shown["ready"] == "1 of 8"


def test_every_item_is_listed_with_what_is_missing(preparing: Cast) -> None:
    rows = {row["key"]: row for row in run("ready", "gdansk")}
    assert (rows["entry_point"]["state"], rows["statement"]["state"]) == ("done", "missing")
    assert rows["statement"]["missing"] == "The statement is not published."
    output = StringIO()
    call_command("city", "ready", "gdansk", stdout=output)
    assert "missing  statement  Accessibility statement" in output.getvalue()


def test_opening_is_refused_in_one_line_that_names_what_is_missing(preparing: Cast) -> None:
    with pytest.raises(CommandError, match=r"gdansk is not ready.*statement is not pub") as refused:
        run("open", "gdansk")
    assert "\n" not in str(refused.value)
    assert stage_of("gdansk") == Stage.PREPARING


def test_a_ready_city_opens_and_shows_later_what_it_lost(preparing: Cast) -> None:
    make_ready(preparing)
    assert run("open", "gdansk") == {"city": "gdansk", "stage": "running"}
    assert AuditEvent.objects.filter(verb="city.opened", actor_id=None, details={}).exists()
    assert (run("show", "gdansk")["ready"], run("show", "gdansk")["missing"]) == ("8 of 8", "-")
    Edition.objects.all().delete()
    shown = run("show", "gdansk")
    assert (shown["stage"], shown["missing"]) == ("running", "statement")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.RUNNING, "open already"),
        (Stage.PLANNING, "city prepare gdansk"),
        (Stage.SUSPENDED, "city resume gdansk"),
    ],
)
def test_the_mend_is_said_where_a_city_cannot_open(cast: Cast, stage: Stage, words: str) -> None:
    set_stage(stage)
    with pytest.raises(CommandError, match=words):
        run("open", "gdansk")
    assert stage_of("gdansk") == stage


@pytest.mark.parametrize("action", ["ready", "open", "prepare"])
def test_an_unknown_city_is_said(db: None, action: str) -> None:
    with pytest.raises(CommandError, match="city list"):
        run(action, "nowhere")


def test_a_planning_city_is_prepared_once(slupsk: None) -> None:
    assert run("prepare", "slupsk") == {"city": "slupsk", "stage": "preparing"}
    assert AuditEvent.objects.filter(verb="city.prepared").count() == 1
    with pytest.raises(CommandError, match="not in the planning stage"):
        run("prepare", "slupsk")


def test_a_suspended_city_comes_back_to_its_preparation(preparing: Cast) -> None:
    assert run("suspend", "gdansk")["stage"] == "suspended"
    assert "ready" not in run("show", "gdansk")
    assert run("resume", "gdansk")["stage"] == "preparing"


def test_a_city_in_ruins_is_shown_all_the_same(db: None) -> None:
    from django.db import connection

    with entered("slupsk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("drop table profile_cityprofile cascade")
    assert "city upgrade" in run("show", "slupsk")["ready"]
