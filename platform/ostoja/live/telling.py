"""Saying that something changed. Without Redis nothing fails, nobody waits and nothing is lost."""

import logging
import time
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from ostoja.live.channels import channel_of, sealed
from tenants.fence import after_commit

PATIENCE = 0.25  # seconds for Redis: who writes has a person waiting
PAUSE = 2.0  # seconds in which nobody asks a Redis that has not answered
logger = logging.getLogger(__name__)
_away = {"until": 0.0}


def tell(topic: str, pk: object = None, facts: dict[str, Any] | None = None) -> None:
    """After the commit, hint at everybody who listens that something of this kind has changed.

    ``facts`` travel under the city's key; who listens may use them instead of a look at the
    database, but never instead of what the database says.
    """
    after_commit(lambda: _publish(channel_of(topic, pk), sealed(facts)))


def _publish(channel: str, hint: bytes) -> None:
    if time.monotonic() < _away["until"]:
        return
    try:
        _server(settings.REDIS_URL).publish(channel, hint)
    except (RedisError, OSError):
        _away["until"] = time.monotonic() + PAUSE
        logger.warning("Redis does not answer; whoever listens looks into the database by itself")


@lru_cache(maxsize=2)
def _server(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
