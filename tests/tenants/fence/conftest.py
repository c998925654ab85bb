"""A Redis of their own for tests that watch workers."""

import os
from collections.abc import Iterator
from functools import partial

import pytest
import redis
from django.conf import settings
from kombu.connection import Connection

from tenants.fence import lines, queues, turns
from tests.redis_databases import of_real_workers


@pytest.fixture
def broker(worker_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A Redis whose queues are empty, for tickets of this process and for its workers."""
    url = f"{settings.REDIS_URL.partition('?')[0]}?db={of_real_workers(worker_id)}"
    monkeypatch.setenv("REDIS_URL", url)
    address = url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    with Connection(address) as connection:  # type: ignore[no-untyped-call]
        send = partial(turns.draw.apply_async, connection=connection)
        monkeypatch.setattr(turns.draw, "apply_async", send)
        yield connection


@pytest.fixture
def own_redis(broker: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Redis]:
    """The same Redis, to look into."""
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()
        monkeypatch.setattr(lines, "server", lambda: client)
        monkeypatch.setattr(queues, "server", lambda: client)
        yield client
        client.flushdb()
