"""Hundreds of cities are brought up to date: planned once, and none stops another."""

import dataclasses
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DataError, connection
from django.db.migrations import RenameModel, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from casework.meetings.models import Meeting
from tenants.fence import Power, current_city, entered, entered_platform
from tenants.fence.role_names import role_name
from tenants.migrating import migrate_here
from tenants.models import UpgradeOfCity
from tenants.schemas import recipe as recipes
from tenants.schemas import upgrading
from tenants.schemas.histories import histories, history_here, wanted_history
from tenants.schemas.upgrading import Upgraded, upgrade
from tests.databases import CITIES
from tests.tenants.schemas.catalogue import QUESTIONS, catalogue_of

pytestmark = pytest.mark.usefixtures("committed_database")
SYNC = "synchronous_commit"


def gone_back(*slugs: str, app: str = "meetings", to: str = "0001") -> None:
    """These cities as they were one release ago."""
    for slug in slugs:
        with entered(slug, Power.OWNER):
            call_command("migrate_schema", app, to, verbosity=0, interactive=False)


def states(done: list[Upgraded]) -> dict[str, str]:
    return {one.slug: one.state for one in done}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipes, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(upgrading, "PAUSE", 0.01)


def test_nothing_to_do_is_said_of_each_city() -> None:
    assert states(list(upgrade())) == dict.fromkeys(sorted(CITIES), "current")


def test_what_was_planned_in_one_city_is_done_to_each(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = catalogue_of("gdansk")
    gone_back("gdansk", "gdynia", "elblag")
    assert catalogue_of("gdynia") != wanted
    monkeypatch.setattr(upgrading, "_as_django_does", lambda slug: pytest.fail("not replayed"))
    done = states(list(upgrade()))
    assert done == {
        **dict.fromkeys(("gdansk", "gdynia", "elblag"), "upgraded"),
        "slupsk": "current",
    }
    for slug in CITIES:
        found = catalogue_of(slug)
        for question in QUESTIONS:
            if question != "columns":  # in another order: columns come at the end
                assert found[question] == wanted[question], (slug, question)
        assert set(found["columns"]) == set(wanted["columns"])


def test_planning_leaves_no_trace() -> None:
    gone_back("gdansk")
    before = catalogue_of("gdansk")
    assert recipes.recipe_for("gdansk")
    assert catalogue_of("gdansk") == before


def test_every_city_serves_afterwards() -> None:
    gone_back("gdansk", "gdynia")
    list(upgrade())
    for slug in ("gdansk", "gdynia"):
        with entered(slug):
            assert list(Meeting.objects.values_list("series", flat=True)) == []


def test_a_city_that_is_held_up_stops_no_other_and_is_finished_later(
    committed_database: str,
) -> None:
    gone_back("gdansk", "gdynia")
    with psycopg.connect(admin_address(committed_database)) as holder:
        holder.execute("lock table city_gdynia.meetings_meeting in access exclusive mode")
        done = states(list(upgrade()))
    assert done["gdansk"] == "upgraded"
    assert "lock timeout" in done["gdynia"]
    with entered_platform():
        assert "lock timeout" in UpgradeOfCity.objects.get(city__slug="gdynia").error
    assert states(list(upgrade()))["gdynia"] == "upgraded"
    with entered_platform():
        assert UpgradeOfCity.objects.get(city__slug="gdynia").error == ""


def test_a_city_unlike_the_others_is_left_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    gone_back("gdansk", "gdynia")
    real, asked = upgrading._as_django_does, []

    def noted(slug: str) -> None:
        asked.append(slug)
        real(slug)

    monkeypatch.setattr(upgrading, "_as_django_does", noted)
    with entered("gdynia", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("alter table meetings_meeting add column series text")
    done = states(list(upgrade()))
    assert asked == ["gdynia"]
    assert (done["gdansk"], "already exists" in done["gdynia"]) == ("upgraded", True)
    with entered("gdynia", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("alter table meetings_meeting drop column series")
    assert states(list(upgrade()))["gdynia"] == "upgraded"


def test_work_on_rows_in_python_is_left_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    gone_back("gdansk", "gdynia")
    monkeypatch.setattr(recipes, "_is_plain", lambda operation: False)
    assert recipes.recipe_for("gdansk") is None
    assert states(list(upgrade(["gdansk"]))) == {"gdansk": "upgraded"}
    assert catalogue_of("gdansk")["migrations"] == catalogue_of("slupsk")["migrations"]


def test_operations_in_python_are_recognised_wherever_they_hide() -> None:
    from django.db.migrations import SeparateDatabaseAndState

    work = RunPython(RunPython.noop)
    assert not recipes._is_plain(work)
    assert not recipes._is_plain(SeparateDatabaseAndState(database_operations=[work]))
    assert recipes._is_plain(SeparateDatabaseAndState(state_operations=[work]))


def test_rows_that_a_migration_stumbles_over_stop_no_other_city(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone_back("gdansk", "elblag")
    real = migrate_here

    def stumble() -> None:
        if current_city() == "elblag":
            raise ValueError("what stood in somebody's row")
        real()

    monkeypatch.setattr(recipes, "_is_plain", lambda operation: False)
    monkeypatch.setattr(upgrading, "migrate_here", stumble)
    done = states(list(upgrade()))
    assert (done["gdansk"], done["elblag"]) == ("upgraded", "ValueError")


def test_what_a_recipe_would_lose_is_left_to_django() -> None:
    assert not recipes._is_plain(RenameModel("Meeting", "Gathering"))
    assert not recipes._is_plain(RunSQL("select setval('x', 1)"))
    assert not recipes._is_plain(RunSQL([('update "auth_permission" set name = %s', ["x"])]))
    assert recipes._is_plain(RunSQL("update cases_case set phase = 'x'"))


def test_rights_that_came_back_are_taken_again() -> None:
    role = role_name(settings.DATABASE_ROLE_PREFIX, "city_gdansk", Power.RUNTIME)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute(f'grant update, delete on audit_auditevent to "{role}"')
        cursor.execute(f'grant insert on django_migrations to "{role}"')
    list(upgrade())
    for table, right in (("audit_auditevent", "delete"), ("django_migrations", "insert")):
        with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
            cursor.execute("select has_table_privilege(%s, %s, %s)", [role, table, right])
            assert cursor.fetchone() == (False,)


def test_a_schema_that_lost_its_role_stops_no_upgrade(committed_database: str) -> None:
    with psycopg.connect(admin_address(committed_database), autocommit=True) as admin:
        admin.execute("create schema city_left create table audit_auditevent (id int)")
        try:
            assert set(states(list(upgrade())).values()) == {"current"}
        finally:
            admin.execute("drop schema city_left cascade")


def test_some_are_told_of_before_the_last_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "REPLAYED_AT_ONCE", 1)
    gone_back("gdansk", "gdynia")
    told = upgrade()
    first = next(one.slug for one in told if not one.was_current)
    other = next(slug for slug in ("gdansk", "gdynia") if slug != first)
    found = histories()
    assert found[f"city_{first}"] == wanted_history() != found[f"city_{other}"]
    with entered_platform():
        assert UpgradeOfCity.objects.get(city__slug=first).error == ""
    assert [one.slug for one in told] == [other]


def test_two_upgrades_at_once_do_the_work_once() -> None:
    gone_back("gdansk")
    planned = recipes.recipe_for("gdansk")
    list(upgrade())
    assert upgrading._upgrade_one("gdansk", planned).error == ""
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute("select count(*) = count(distinct (app, name)) from django_migrations")
        assert cursor.fetchone() == (True,)


def test_what_a_city_was_told_is_one_transaction_and_one_round_trip(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    gone_back("gdansk")
    planned = recipes.recipe_for("gdansk")
    assert planned
    broken = dataclasses.replace(planned, statements=[*planned.statements, "select 1 / 0"])
    before = catalogue_of("gdansk")
    with entered("gdansk", Power.OWNER):
        with pytest.raises(DataError):
            broken.replay()
        assert catalogue_of("gdansk") == before
        with django_assert_num_queries(1):
            planned.replay()
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('lock_timeout'), current_setting(%s)", [SYNC])
            assert cursor.fetchone() == ("0", "off")  # the test cluster's own


def test_a_new_table_that_only_grows_is_closed_at_once() -> None:
    gone_back("gdansk", app="audit", to="zero")
    role = role_name(settings.DATABASE_ROLE_PREFIX, "city_gdansk", Power.RUNTIME)
    planned = recipes.recipe_for("gdansk")
    assert planned
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        planned.replay()
        cursor.execute("select has_table_privilege(%s, 'audit_auditevent', 'delete')", [role])
        assert cursor.fetchone() == (False,)


def test_the_histories_of_all_cities_are_one_question() -> None:
    found = histories()
    assert set(found) == {f"city_{slug}" for slug in CITIES}
    assert set(found.values()) == {wanted_history()}
    with entered("gdansk"):
        assert history_here() == wanted_history()


def test_the_clock_stops_waiting_for_locks_for_that_upgrade_only() -> None:
    upgrading._as_django_does("gdansk")
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute("show lock_timeout")
        assert cursor.fetchone() == ("0",)


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", "upgrade", *words, stdout=output)
    return output.getvalue()


def test_the_command_tells_of_each_city() -> None:
    gone_back("gdansk")
    assert "gdansk: upgraded" in run()
    found = {row["slug"]: row for row in json.loads(run("gdansk", "--json"))}
    assert found["gdansk"]["was_current"] is True


def test_the_command_fails_when_a_city_did(committed_database: str) -> None:
    gone_back("gdynia")
    with psycopg.connect(admin_address(committed_database)) as holder:
        holder.execute("lock table city_gdynia.meetings_meeting in access exclusive mode")
        with pytest.raises(CommandError, match=r"1 of 4 cities .* gdynia"):
            run()


def test_an_unknown_city_is_one_line() -> None:
    with pytest.raises(CommandError, match="no city atlantis"):
        run("atlantis")


def admin_address(address: str) -> str:
    """The same database for an administrator, who may hold any table."""
    from tenants.fence.bootstrap import with_parts
    from tests.databases import admin_url

    return with_parts(admin_url(), database=str(connection.settings_dict["NAME"]))


def test_the_committed_migrations_can_be_planned() -> None:
    """Since the first release: each release's migrations reach hundreds of cities in seconds."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    rooms = ("casework.", "accessibility.", "tenants.", "ostoja.", "api.")
    own = [one for one in known if type(one).__module__.startswith(rooms)]
    assert len(own) > 20
    assert [one for one in own if not recipes._can_be_written_down(one)] == []
