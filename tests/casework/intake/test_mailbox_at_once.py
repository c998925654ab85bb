"""The mailbox is set for the first time by several people, or by one who presses twice."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from casework.intake.actions.mail import change_mailbox
from casework.intake.models import Mailbox
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.intake.test_races import all_at_once
from tests.cast import make_person

AT_ONCE = 6


@pytest.fixture
def gdansk_for_real(committed_database: str) -> Iterator[None]:
    with entered("gdansk"):
        yield


@pytest.mark.usefixtures("gdansk_for_real")
def test_the_first_settings_are_those_of_one_and_the_others_are_told() -> None:
    administrator = make_person(Role.CITY_ADMIN)
    set_it = partial(
        change_mailbox,
        version=0,
        by=administrator,
        is_on=True,
        address="pomoc@gdansk.example",
        host="imap.gdansk.example",
        port=993,
        username="pomoc",
        password="tajne",
        folder="INBOX",
    )
    kinds = Counter(
        one if one is StaleObject else type(one) for one in all_at_once([set_it] * AT_ONCE)
    )
    assert kinds == {Mailbox: 1, StaleObject: AT_ONCE - 1}
    assert Mailbox.objects.get().version == 1
    assert AuditEvent.objects.filter(verb="mailbox.changed").count() == 1
