"""A city is written into one file and comes back from it, while its neighbours go on."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import KeyMissing, destroy_key, forget_keys
from tenants.bundles import contents, restoring, writing
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import write_bundle, write_platform_bundle
from tenants.console.models import Draft
from tenants.documents.keeping import keep_own_blueprint, own_blueprint_of
from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.fence.threads import for_each_city
from tenants.models import City
from tests.tenants.schemas.catalogue import catalogue_of

pytestmark = pytest.mark.usefixtures("committed_database")

SECRET = "Ewa pisze o czwartej rano"


@pytest.fixture(autouse=True)
def _written(committed_database: str) -> None:
    with entered("gdansk"):
        User.objects.create(email="ewa@gdansk.example", full_name="Ewa Wymyślona")
        OutboxMessage.objects.create(
            to="a@gdansk.example", subject="s", body=SECRET, sent_at=timezone.now()
        )


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "gdansk.ostoja"
    write_bundle("gdansk", path)
    return path


def rows_of(slug: str) -> dict[str, list[str]]:
    """Every row of every table as PostgreSQL writes it, without order.

    The audit goes on: that a bundle was made and brought back is in it.
    """
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall() if name != "audit_auditevent"]
        found = {}
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t order by 1')
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def drop(slug: str) -> None:
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select fence.clear_city(%s)", [schema_of(slug)])


def test_a_dropped_city_comes_back_as_it_was(bundle: Path) -> None:
    rows, catalogue = rows_of("gdansk"), catalogue_of("gdansk")
    drop("gdansk")
    restore_bundle(bundle, over=True)
    assert rows_of("gdansk") == rows
    assert catalogue_of("gdansk") == catalogue
    with entered("gdansk"):
        assert OutboxMessage.objects.get().body == SECRET
        assert Client(HTTP_HOST="gdansk.localhost").get("/pl/").status_code == 200


def test_the_blueprint_that_it_was_made_from_comes_along(tmp_path: Path) -> None:
    text = 'name = "own"\ntitle.pl = "Nasz system"\n'
    with entered_platform():
        keep_own_blueprint(City.objects.get(slug="gdansk"), text)
    write_bundle("gdansk", tmp_path / "gdansk.ostoja")
    restore_bundle(tmp_path / "gdansk.ostoja", beside="gdansk-before")
    with entered_platform():
        assert own_blueprint_of(City.objects.get(slug="gdansk-before")) == text


def test_no_backup_of_the_platform_holds_lists_of_people(tmp_path: Path) -> None:
    with entered_platform():
        draft = Draft.objects.create()
        draft.files.create(fact="staff", name="kadra.csv", sealed="")
    manifest = write_platform_bundle(tmp_path / "platform.ostoja")
    assert manifest.rows["console_draft"] == 1
    assert not {"console_draftfile", "safekeeping_passphraseofexport"} & manifest.rows.keys()


def test_ids_go_on_where_they_were(bundle: Path) -> None:
    restore_bundle(bundle, over=True)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select max(id) from django_content_type")
        [last] = cursor.fetchone()
        cursor.execute(
            "insert into django_content_type (app_label, model) values ('a', 'b') returning id"
        )
        assert cursor.fetchone()[0] > last


def test_what_came_after_the_bundle_is_gone_and_the_neighbour_untouched(bundle: Path) -> None:
    neighbour = rows_of("gdynia")
    with entered("gdansk"):
        User.objects.create(email="later@gdansk.example", full_name="Późniejsza")
    restore_bundle(bundle, over=True)
    with entered("gdansk"):
        assert not User.objects.filter(email="later@gdansk.example").exists()
    assert rows_of("gdynia") == neighbour


def test_the_restored_city_is_fenced_off_again(bundle: Path) -> None:
    restore_bundle(bundle, over=True)
    with (
        entered("gdansk"),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select * from city_gdynia.accounts_user")
    with (
        entered("gdansk"),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from audit_auditevent")


def test_a_city_is_looked_at_beside_itself(bundle: Path) -> None:
    with entered("gdansk"):
        OutboxMessage.objects.all().delete()
    city = restore_bundle(bundle, beside="gdansk-earlier")
    try:
        assert (city.stage, city.teryt) == ("suspended", None)
        with entered("gdansk-earlier"):
            assert OutboxMessage.objects.get().body == SECRET
        with entered("gdansk"):
            assert not OutboxMessage.objects.exists()
        assert Client(HTTP_HOST="gdansk-earlier.localhost").get("/pl/").status_code == 503
    finally:
        destroy_key("city_gdansk_earlier")


def place_in(content: bytes | bytearray, where: float) -> int:
    """A share of the length, or a position as Python counts it."""
    return int(where * len(content)) if 0 < where < 1 else int(where)


def test_nobody_can_read_a_bundle(bundle: Path) -> None:
    content = bundle.read_bytes()
    for word in (b"gdansk", b"Ewa", SECRET.encode(), b"accounts_user", b"manifest"):
        assert word not in content
    assert bundle.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", [0, 20, 60, -1, 0.3, 0.5, 0.9])
def test_one_flipped_byte_is_refused_and_nothing_touched(bundle: Path, where: float) -> None:
    content = bytearray(bundle.read_bytes())
    content[place_in(content, where)] ^= 1
    bundle.write_bytes(content)
    before = rows_of("gdansk")
    with pytest.raises(BundleRefused):
        restore_bundle(bundle, over=True)
    assert rows_of("gdansk") == before


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.999])
def test_a_bundle_that_was_cut_off_is_refused(bundle: Path, kept: float) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content[: place_in(content, kept)])
    with pytest.raises(BundleRefused):
        restore_bundle(bundle, over=True)


def test_swapped_pieces_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.bundles import sealing

    monkeypatch.setattr(sealing, "PIECE", 4096)
    path = tmp_path / "small-pieces.ostoja"
    write_bundle("gdansk", path)
    start, size = len(sealing.MARK) + sealing.SALT + sealing.HINT, 4096 + sealing.TAG
    content = path.read_bytes()
    first, second = content[start : start + size], content[start + size : start + 2 * size]
    path.write_bytes(content[:start] + second + first + content[start + 2 * size :])
    with pytest.raises(BundleRefused, match="damaged"):
        restore_bundle(path, over=True)


def test_a_bundle_of_a_newer_version_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied) values ('cases', '9999_x', now())"
        )
    write_bundle("gdansk", tmp_path / "newer.ostoja")
    with pytest.raises(BundleRefused, match=r"newer version \(cases.9999_x"):
        restore_bundle(tmp_path / "newer.ostoja", over=True)
    monkeypatch.setattr(contents, "FORMAT", 0)
    with pytest.raises(BundleRefused, match="Upgrade first"):
        restore_bundle(tmp_path / "newer.ostoja", over=True)


def test_a_bundle_without_the_citys_key_is_worth_nothing(bundle: Path, settings: Any) -> None:
    destroy_key("city_gdansk")
    with pytest.raises(BundleRefused, match="KEYS_ROOT"):
        restore_bundle(bundle, over=True)
    with entered("gdansk"), pytest.raises(KeyMissing):
        _ = OutboxMessage.objects.get().body


def test_a_bundle_of_another_installation_is_refused(bundle: Path, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [b"x" * 32]
    with pytest.raises(BundleRefused, match="ENCRYPTION_KEYS"):
        restore_bundle(bundle, over=True)


def test_a_bundle_of_before_a_rotation_of_keys_is_read(bundle: Path, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [b"n" * 32, *settings.ENCRYPTION_KEYS]
    forget_keys()
    assert restore_bundle(bundle, over=True).slug == "gdansk"


def test_a_full_disk_leaves_no_half_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_add_files", full)
    with pytest.raises(OSError, match="No space"):
        write_bundle("gdansk", tmp_path / "b" / "gdansk.ostoja")
    assert list((tmp_path / "b").iterdir()) == []


def test_a_failing_restore_leaves_the_city_as_it_was(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of("gdansk")

    def fail() -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(restoring, "apply_grants", fail)
    with pytest.raises(RuntimeError, match="killed"):
        restore_bundle(bundle, over=True)
    assert rows_of("gdansk") == before


def test_files_come_along(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = tmp_path / "media" / "city_gdansk" / "notes" / "a.bin"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"\x00picture")
    write_bundle("gdansk", tmp_path / "gdansk.ostoja")
    kept.unlink()
    restore_bundle(tmp_path / "gdansk.ostoja", over=True)
    assert kept.read_bytes() == b"\x00picture"


@pytest.fixture
def writers() -> Iterator[list[float]]:
    """Two neighbours who write all the time; how long each write took, in seconds."""
    stop, waited = threading.Event(), list[float]()

    def write(slug: str) -> None:
        while not stop.is_set():
            started = time.monotonic()
            with entered(slug):
                OutboxMessage.objects.create(to="n@n.example", subject="s", body="b")
            waited.append(time.monotonic() - started)
            time.sleep(0.002)

    thread = threading.Thread(
        target=for_each_city, args=(["gdynia", "slupsk"], write), kwargs={"threads": 2}
    )
    thread.start()
    yield waited
    stop.set()
    thread.join()


def test_the_neighbours_go_on_meanwhile(tmp_path: Path, writers: list[float]) -> None:
    path = tmp_path / "gdansk.ostoja"
    rows = rows_of("gdansk")
    write_bundle("gdansk", path)
    drop("gdansk")
    restore_bundle(path, over=True)
    assert rows_of("gdansk") == rows
    assert len(writers) > 50
    assert max(writers) < 1  # seconds: TRUST's bound for a neighbour's pause
