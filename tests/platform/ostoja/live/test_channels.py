from uuid import UUID

import pytest

from ostoja.live.channels import channel_of, opened, sealed
from ostoja.privacy.keys import create_key
from tenants.fence import NotEntered, entered

ONE = UUID("11111111-1111-4111-8111-111111111111")


@pytest.fixture(autouse=True)
def _cities(db: None) -> None:
    """Keys of the test cities are there."""


def test_a_channel_has_the_city_the_kind_and_the_id_in_its_name() -> None:
    with entered("gdansk"):
        names = {channel_of("chat", ONE), channel_of("inbox", ONE), channel_of("chat")}
        assert channel_of("chat", ONE) == channel_of("chat", str(ONE))
    with entered("gdynia"):
        names |= {channel_of("chat", ONE)}
    assert len(names) == 4


def test_nobody_reads_in_its_name_what_it_is() -> None:
    with entered("gdansk"):
        name = channel_of("chat", ONE)
    assert str(ONE) not in name and "chat" not in name and "gdansk" not in name


def test_there_is_no_channel_outside_a_city() -> None:
    with pytest.raises(NotEntered):
        channel_of("chat", ONE)


def test_what_a_hint_carries_is_read_in_its_own_city_alone() -> None:
    with entered("gdansk"):
        hint = sealed({"text": "canary"})
        assert b"canary" not in hint
        assert opened(hint) == {"text": "canary"}
    with entered("gdynia"):
        assert opened(hint) is None


def test_a_hint_that_carries_nothing_or_rubbish_says_only_look() -> None:
    create_key("city_gdansk")
    with entered("gdansk"):
        assert sealed(None) == b""
        assert opened(b"") is None
        assert opened(b"rubbish that is not ours, and long enough") is None
