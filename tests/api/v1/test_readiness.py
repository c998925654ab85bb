"""Whether a city is ready to open, for programs of its administrators."""

from tenants.models import Stage
from tests.api.programs import program_of
from tests.cast import Cast
from tests.tenants.opening.making import make_ready, set_stage


def test_it_says_the_stage_and_what_is_missing(cast: Cast) -> None:
    set_stage(Stage.PREPARING)
    answer = program_of(cast.administrator).get("readiness/").json()
    assert (answer["stage"], answer["is_ready"]) == ("preparing", False)
    rows = {row["key"]: row for row in answer["items"]}
    assert rows["entry_point"]["is_done"] and rows["entry_point"]["missing"] == []
    assert not rows["statement"]["is_done"] and len(rows["statement"]["missing"]) == 1


def test_it_is_ready_once_nothing_is_missing(cast: Cast) -> None:
    make_ready(cast)
    answer = program_of(cast.administrator).get("readiness/").json()
    assert answer["is_ready"] and answer["stage"] == "running"


def test_a_program_opens_nothing(cast: Cast) -> None:
    make_ready(cast)
    set_stage(Stage.PREPARING)
    assert program_of(cast.administrator).post("readiness/", {}).status_code == 405
