import logging
import time
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings as django_settings
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from ostoja.live import tell, telling
from ostoja.live.channels import channel_of, opened
from tests.own_redis import own_redis


@pytest.fixture(autouse=True)
def _as_if_nothing_had_happened() -> Iterator[None]:
    telling._away["until"] = 0.0
    yield
    telling._away["until"] = 0.0


def test_who_listens_hears_it_after_the_commit(
    gdansk: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    ears = redis.Redis.from_url(django_settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    ears.subscribe(channel_of("chat", 1))
    ears.get_message(timeout=5)  # that it is subscribed
    with django_capture_on_commit_callbacks(execute=True):
        tell("chat", 1, {"number": 7})
        assert ears.get_message(timeout=0.1) is None
    heard = ears.get_message(timeout=5)
    assert heard is not None and opened(heard["data"]) == {"number": 7}
    ears.close()


def test_without_redis_nothing_fails_and_nobody_waits(
    gdansk: None,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with own_redis() as gone:
        settings.REDIS_URL = gone.url
        gone.stop()
        began = time.monotonic()
        with (
            caplog.at_level(logging.WARNING),
            django_capture_on_commit_callbacks(execute=True),
        ):
            for number in range(100):
                tell("chat", number)
    assert time.monotonic() - began < 2
    assert len([one for one in caplog.records if "Redis" in one.message]) == 1
