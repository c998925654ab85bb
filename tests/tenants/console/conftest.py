"""An operator at the console, and cities to look at."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ostoja.accounts.models import User
from tenants.console.models import Draft
from tenants.fence import entered_platform
from tests.cast import sign_in


@pytest.fixture
def operator(request: pytest.FixtureRequest) -> User:
    """Somebody who runs the platform; in the test's own database where it has one."""
    own = "committed_database" in request.fixturenames
    request.getfixturevalue("committed_database" if own else "db")
    with entered_platform():
        user = User(email="ewa@platform.example", full_name="Ewa Lis")
        user.set_unusable_password()
        user.save()
        return user


@pytest.fixture
def console(operator: User) -> Client:
    """The operator's browser, past the second factor."""
    client = Client(HTTP_HOST="operator.localhost")
    with entered_platform():
        sign_in(client, operator)
    return client


@pytest.fixture
def draft(console: Client) -> Draft:
    """A new city that the operator has just begun."""
    console.post("/en/staff/onboarding/")
    with entered_platform():
        return Draft.objects.get()


@pytest.fixture
def backup_root(settings: Any, tmp_path: Path) -> Path:
    """An empty folder for backups."""
    root = tmp_path / "backups"
    settings.BACKUP_ROOT = root
    return root
