"""A bundle knows nothing of the time since: what was taken away stays away, the record stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from api.models import Token
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import create_key, destroy_key, has_key
from tenants.bundles import restoring
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import write_bundle
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.onboarding import NewCity, onboard
from tenants.stages import resume_city
from tests.tenants.bundles.test_bundles import drop, rows_of


@pytest.fixture
def person(committed_database: str) -> User:
    with entered("gdansk"):
        return User.objects.create(email="ewa@gdansk.example", full_name="Ewa Wymyślona")


@pytest.fixture
def bundle(person: User, tmp_path: Path) -> Path:
    path = tmp_path / "gdansk.ostoja"
    with entered("gdansk"):
        Token.objects.create(
            user=person,
            name="program",
            prefix="abcd1234",
            token_hash=b"x" * 32,
            expires_at=timezone.now() + timedelta(days=9),
        )
        Session.objects.create(session_key="k", session_data="d", expire_date=timezone.now())
        OutboxMessage.objects.create(to="a@gdansk.example", subject="s", body="b")
    write_bundle("gdansk", path)
    return path


def test_who_left_since_stays_away(bundle: Path, person: User) -> None:
    with entered("gdansk"):
        User.objects.filter(pk=person.pk).update(is_active=False)
        Token.objects.update(revoked_at=timezone.now())
    restore_bundle(bundle, over=True)
    with entered("gdansk"):
        assert not User.objects.get(pk=person.pk).is_active
        assert Token.objects.get().revoked_at is not None


def test_nobody_is_signed_in_and_nothing_is_sent_again(bundle: Path) -> None:
    restore_bundle(bundle, over=True)
    with entered("gdansk"):
        assert not Session.objects.exists()
        message = OutboxMessage.objects.get()
        assert (message.sent_at, message.body) == (None, "")
        assert message.given_up_at is not None


def test_the_record_of_what_was_done_since_stays(bundle: Path) -> None:
    with entered("gdansk"):
        AuditEvent.objects.create(verb="case.seen", object_type="x", object_id="1")
        before = set(AuditEvent.objects.values_list("pk", flat=True))
    restore_bundle(bundle, over=True)
    with entered("gdansk"):
        after = set(AuditEvent.objects.values_list("pk", flat=True))
        assert before <= after
        verbs = list(AuditEvent.objects.filter(pk__in=after - before).values_list("verb"))
        assert verbs == [("city.restored",)]


def test_a_dropped_city_comes_back_without_what_nobody_knows_any_more(bundle: Path) -> None:
    drop("gdansk")
    restore_bundle(bundle)
    with entered("gdansk"):
        assert AuditEvent.objects.filter(verb="city.restored").count() == 1


def test_a_city_at_work_is_not_replaced_by_mistake(bundle: Path) -> None:
    before = rows_of("gdansk")
    with pytest.raises(BundleRefused, match="at work"):
        restore_bundle(bundle)
    assert rows_of("gdansk") == before
    call_command("city", "suspend", "gdansk")
    assert restore_bundle(bundle).slug == "gdansk"


def test_rows_that_nobody_could_read_replace_no_city(bundle: Path) -> None:
    destroy_key("city_gdansk")
    create_key("city_gdansk")
    before = rows_of("gdansk")
    with pytest.raises(BundleRefused, match="not the one the bundle was made with"):
        restore_bundle(bundle, over=True)
    assert rows_of("gdansk") == before


def test_a_copy_that_fails_leaves_no_key(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "settle", lambda _since: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore_bundle(bundle, beside="sopot-earlier")
    assert not has_key("city_sopot_earlier")
    monkeypatch.undo()
    assert restore_bundle(bundle, beside="sopot-earlier").copy_of == "gdansk"
    destroy_key("city_sopot_earlier")


def test_no_new_city_gets_a_key_that_lies_about(committed_database: str) -> None:
    create_key("city_sopot")
    try:
        with pytest.raises(Exception, match="KEYS_ROOT"):
            onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
        assert has_key("city_sopot")
    finally:
        destroy_key("city_sopot")


def test_a_full_disk_leaves_the_city_as_it_was(
    bundle: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of("gdansk")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "_put_files", full)
    with pytest.raises(OSError, match="No space"):
        restore_bundle(bundle, over=True)
    assert rows_of("gdansk") == before


def test_a_copy_serves_nobody_and_can_be_discarded(bundle: Path) -> None:
    restore_bundle(bundle, beside="gdansk-earlier")
    with entered("gdansk"):
        assert AuditEvent.objects.filter(verb="city.copied").exists()
    with pytest.raises(CommandError, match="copy of gdansk"):
        call_command("city", "resume", "gdansk-earlier")
    with pytest.raises(CommandError, match="no copy"):
        call_command("city", "discard", "gdansk")
    assert Client(HTTP_HOST="gdansk-earlier.localhost").get("/pl/").status_code == 503
    with entered_platform():
        assert City.objects.filter(slug="gdansk-earlier").exists()


def test_a_city_that_was_not_suspended_stays_as_it_is(committed_database: str) -> None:
    assert resume_city("slupsk").stage == "planning"
