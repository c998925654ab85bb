"""The deployment check asks for the setting with which clients are told apart."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from casework.intake.checks import BELIEVES_EVERYBODY, UNKNOWN_CLIENTS

OURS = [UNKNOWN_CLIENTS, BELIEVES_EVERYBODY]


@pytest.mark.parametrize(
    ("trusted", "id_of_warning"),
    [
        ([], "intake.W001"),
        ([" "], "intake.W001"),
        (["*"], "intake.W002"),
        (["10.0.0.0/24", "*"], "intake.W002"),
        (["127.0.0.1"], ""),
        (["10.0.0.0/24", "fd00::5"], ""),
    ],
)
def test_a_proxy_must_be_named(settings: Settings, trusted: list[str], id_of_warning: str) -> None:
    settings.FORWARDED_ALLOW_IPS = trusted
    found = [one for one in run_checks(include_deployment_checks=True) if one in OURS]
    assert [one.id for one in found] == ([id_of_warning] if id_of_warning else [])


def test_at_home_nothing_is_asked(settings: Settings) -> None:
    settings.FORWARDED_ALLOW_IPS = []
    assert not [one for one in run_checks() if one in OURS]
