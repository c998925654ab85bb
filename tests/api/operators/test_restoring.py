"""A city is backed up and brought back by a program alone."""

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tenants.fence import entered
from tenants.jobs import running
from tenants.profile.models import CityProfile
from tests.api.operators.people import make_operator, program_of_operator, recorded
from tests.api.programs import Program
from tests.tenants.bundles.test_bundles import drop

pytestmark = pytest.mark.usefixtures("committed_database", "_nobody_works")


@pytest.fixture
def _nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test does the jobs itself."""
    monkeypatch.setattr("tenants.jobs.tasks._send", lambda: None)


@pytest.fixture
def program(settings: Any, tmp_path: Path) -> Program:
    settings.BACKUP_ROOT = tmp_path
    return program_of_operator(make_operator())


def done(program: Program, path: str, body: dict[str, Any] | None = None) -> Any:
    """The job of this request as it stands in the end."""
    answer = program.post(path, body)
    assert answer.status_code == 202, answer.content
    running.run(UUID(answer.json()["id"]))
    return program.get(answer.headers["Location"]).json()


def test_a_city_comes_back_after_its_schema_was_dropped(program: Program) -> None:
    backup = done(program, "cities/gdansk/backup/")
    assert (backup["state"], backup["error"]) == ("done", "")
    [bundle] = program.get("cities/gdansk/bundles/").json()["results"]
    assert bundle["name"] == backup["result"]["bundle"]
    drop("gdansk")
    lost = program.get("cities/gdansk/").json()
    assert (lost["is_behind"], lost["has_tables"]) == (True, False)
    assert "restore" in program.get("cities/gdansk/readiness/").json()["detail"]
    restored = done(program, "cities/gdansk/restore/", {"bundle": bundle["name"]})
    assert (restored["state"], restored["result"]["city"]) == ("done", "gdansk")
    with entered("gdansk"):
        assert CityProfile.objects.get().name == "Gdansk"
    back = program.get("cities/gdansk/").json()
    assert (back["is_behind"], back["has_tables"]) == (False, True)
    assert [name for name, _via in recorded("job.asked")] == ["Ewa Lis"] * 2


def test_another_citys_bundle_replaces_nobody(program: Program, tmp_path: Path) -> None:
    done(program, "cities/gdynia/backup/")
    [path] = (tmp_path / "gdynia").iterdir()
    (tmp_path / "gdansk").mkdir()
    shutil.copy(path, tmp_path / "gdansk/gdansk-20261122T014000Z.ostoja")
    body = {"bundle": "gdansk-20261122T014000Z.ostoja", "over": True}
    job = done(program, "cities/gdansk/restore/", body)
    assert (job["state"], "holds gdynia" in job["error"]) == ("failed", True)
    assert not recorded("city.restored", "gdynia")


def test_a_copy_is_made_and_removed_by_a_program_and_a_city_never_is(program: Program) -> None:
    done(program, "cities/gdansk/backup/")
    [bundle] = program.get("cities/gdansk/bundles/").json()["results"]
    body = {"bundle": bundle["name"], "beside": "gdansk-then"}
    assert done(program, "cities/gdansk/restore/", body)["state"] == "done"
    assert program.get("cities/gdansk-then/").json()["copy_of"] == "gdansk"
    assert program.post("cities/gdansk-then/discard/").status_code == 204
    assert program.get("cities/gdansk-then/").status_code == 404
    assert program.post("cities/gdansk/discard/").status_code == 409
    assert program.get("cities/gdansk/readiness/").status_code == 200
    assert [name for name, _via in recorded("city.copy_discarded")] == ["Ewa Lis"]
