"""A schema made by script, or taken from the spares, is the one that migrations would make."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from ostoja.accounts.models import User
from ostoja.privacy.keys import destroy_key
from tenants.fence import FenceError, Power, entered, entered_platform
from tenants.models import SchemaScript, SpareSchema
from tenants.onboarding import NewCity, onboard
from tenants.schemas import making
from tenants.schemas.structure import script_of_here
from tests.tenants.schemas.catalogue import QUESTIONS, catalogue_of
from tests.tenants.schemas.djangos_way import migrate_as_django

pytestmark = pytest.mark.django_db


def provision(slug: str) -> None:
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select fence.provision_city(%s)", [f"city_{slug}"])


@pytest.fixture
def migrated() -> str:
    """A city's schema made as Django does it, migration by migration."""
    provision("migrated")
    with entered("migrated", Power.OWNER):
        migrate_as_django()
        connection.check_constraints()
    return "migrated"


def made_by_script(slug: str) -> str:
    making.make_schema(f"city_{slug}")
    return slug


def made_from_a_spare(slug: str) -> str:
    making.keep_spares()
    making.make_schema(f"city_{slug}")
    return slug


def test_postgresql_sees_no_difference_to_a_migrated_schema(migrated: str) -> None:
    wanted = catalogue_of(migrated)
    for made in (catalogue_of(made_by_script("sopot")), catalogue_of(made_from_a_spare("hel"))):
        for question in QUESTIONS:
            assert made[question] == wanted[question], question
            assert made[question], question


def test_the_comparison_sees_a_difference() -> None:
    made_by_script("sopot")
    with entered("sopot", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("alter table cases_case alter column age type integer")
        cursor.execute("drop index case_readers")
        cursor.execute("alter table cases_case alter column number set statistics 7")
        cursor.execute("alter table cases_case drop constraint case_closed_has_a_time")
    made, wanted = catalogue_of("sopot"), catalogue_of(made_by_script("hel"))
    differ = {question for question in QUESTIONS if made[question] != wanted[question]}
    assert differ >= {"columns", "indexes", "constraints", "storing and statistics"}


def test_new_ids_continue_after_the_copied_rows() -> None:
    made_by_script("sopot")
    with entered("sopot", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("insert into django_content_type (app_label, model) values ('a', 'b')")
        cursor.execute("select max(id) = count(*) from django_content_type")
        assert cursor.fetchone() == (True,)


def test_a_script_holds_no_people_secrets_or_keys() -> None:
    rows = [line for line in making.script().split(";\n") if line.startswith("insert into")]
    tables = {line.split()[2] for line in rows}
    assert tables == {"auth_permission", "django_content_type", "django_migrations"}


@pytest.mark.parametrize(
    "strange",
    [
        "create view seen as select 1",
        "create function f() returns int language sql as 'select 1'",
        "create type mood as enum ('sad')",
        "create sequence loose",
        "alter table cases_case set (fillfactor = 70)",
    ],
)
def test_what_cannot_be_copied_is_refused(gdansk: None, strange: str) -> None:
    with entered("gdansk", Power.OWNER):
        with connection.cursor() as cursor:
            cursor.execute(strange)
        with pytest.raises(FenceError, match="cannot be copied"):
            script_of_here()


def test_keys_that_go_round_in_a_circle_are_copied(gdansk: None) -> None:
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("create table egg (id int primary key, next int references egg, hen int)")
        cursor.execute("create table hen (id int primary key, egg int not null references egg)")
        cursor.execute("alter table egg add constraint laid foreign key (hen) references hen")
        text = script_of_here()
    provision("sopot")
    with entered("sopot", Power.OWNER), connection.cursor() as cursor:
        cursor.execute(text)
    made, wanted = catalogue_of("sopot"), catalogue_of("gdansk")
    assert ("egg", "laid") in {row[:2] for row in made["constraints"]}
    for question in ("columns", "constraints", "indexes"):
        assert made[question] == wanted[question], question


def test_the_script_is_made_once_for_each_state_of_the_migrations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = making.script()
    monkeypatch.setattr(making, "_script_of_migrations", lambda: pytest.fail("made again"))
    assert making.script() == first
    monkeypatch.setattr(making, "fingerprint", lambda: "later")
    monkeypatch.setattr(making, "_script_of_migrations", lambda: "select 1")
    assert making.script() == "select 1"
    with entered_platform():
        assert SchemaScript.objects.count() == 1


def test_spares_are_filled_up_and_taken_one_by_one() -> None:
    assert making.keep_spares() == making.SPARES
    assert making.keep_spares() == 0
    made_by_script("krynica")
    with entered_platform():
        assert SpareSchema.objects.count() == making.SPARES - 1
    assert making.keep_spares() == 1


def test_spares_of_older_migrations_are_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    making.keep_spares()
    with entered_platform():
        old = set(SpareSchema.objects.values_list("schema_name", flat=True))
        SpareSchema.objects.update(fingerprint="older")
    making.keep_spares()
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname like 'city_spare_%'")
        present = {name for (name,) in cursor.fetchall()}
    assert len(present) == making.SPARES
    assert not present & old


def test_no_spare_is_used_that_is_not_up_to_date() -> None:
    making.keep_spares()
    with entered_platform():
        SpareSchema.objects.update(fingerprint="older")
    made_by_script("sopot")
    with entered_platform():
        assert SpareSchema.objects.count() == making.SPARES


def test_a_failed_onboarding_gives_the_spare_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_given: object) -> None:
        raise RuntimeError("the disk is full")

    making.keep_spares()
    monkeypatch.setattr("tenants.onboarding.invite", fail)
    with pytest.raises(RuntimeError, match="disk is full"):
        onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
    with entered_platform():
        assert SpareSchema.objects.count() == making.SPARES


@pytest.fixture
def sopot_from_a_spare() -> Iterator[None]:
    making.keep_spares()
    onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
    yield
    destroy_key("city_sopot")


@pytest.mark.usefixtures("sopot_from_a_spare")
def test_a_city_from_a_spare_is_fenced_off_under_its_own_name() -> None:
    with entered("sopot"):
        assert not User.objects.exists()
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("select count(*) from city_gdansk.accounts_user")


@pytest.mark.parametrize(
    ("spare", "city"),
    [("city_gdansk", "city_sopot"), ("city_spare_x", "city_sopot"), ("public", "city_sopot")],
)
def test_only_spares_are_renamed(spare: str, city: str) -> None:
    with (
        entered_platform(Power.OWNER),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="not a spare schema"),
    ):
        cursor.execute("select fence.rename_city(%s, %s)", [spare, city])


def test_roles_that_were_left_do_not_stand_in_the_way() -> None:
    making.keep_spares()
    provision("sopot")
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select fence.clear_city('city_sopot')")
    made_by_script("sopot")
    with entered_platform():
        assert SpareSchema.objects.count() == making.SPARES
