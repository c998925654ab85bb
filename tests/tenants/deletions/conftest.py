"""A city of its own and two operators."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from tenants.deletions.asking import ask_for_deletion, confirm_deletion
from tenants.fence import entered, entered_platform
from tenants.onboarding import NewCity, onboard
from tenants.safekeeping.models import Deletion
from tests.platform.ostoja.accounts.people import make_user
from tests.tenants.deletions.leaving_city import SCHEMA, SECRET, SLUG


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def media(committed_database: str, tmp_path: Path, settings: Any) -> Path:
    """A city of its own: the roles of the others are used by the tests' template as well."""
    onboard(NewCity(SLUG, "Sopot", "msik", "city-admin@sopot.example"))
    settings.BACKUP_ROOT, settings.MEDIA_ROOT = tmp_path / "backups", tmp_path / "media"
    picture = tmp_path / "media" / SCHEMA / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    return tmp_path / "media"


@pytest.fixture
def ewa(committed_database: str) -> User:
    with entered(SLUG):
        OutboxMessage.objects.create(to="a@sopot.example", subject="s", body=SECRET)
    with entered_platform():
        return make_user(email="ewa@platform.example", full_name="Ewa Lis")


@pytest.fixture
def jan(committed_database: str) -> User:
    with entered_platform():
        return make_user(email="jan@platform.example", full_name="Jan Sum")


@pytest.fixture
def confirmed(ewa: User, jan: User) -> Deletion:
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    return confirm_deletion(slug=SLUG, by=jan)


@pytest.fixture
def due(confirmed: Deletion) -> Deletion:
    with entered_platform():
        Deletion.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    return confirmed
