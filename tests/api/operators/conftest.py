"""The operator of these tests, and folders of their own."""

from pathlib import Path
from typing import Any

import pytest

from ostoja.accounts.models import User
from tests.api.operators.people import make_operator


@pytest.fixture
def ewa(db: None) -> User:
    """An operator."""
    return make_operator()


@pytest.fixture
def backups(settings: Any, tmp_path: Path) -> Path:
    """``BACKUP_ROOT``, with a city's folder."""
    settings.BACKUP_ROOT = tmp_path
    (tmp_path / "gdansk").mkdir()
    return tmp_path / "gdansk"
