"""Tasks for a worker that is watched: each writes down whose turn it was."""

import os

import redis

from tenants.fence import current_schema
from tenants.fence.tasks import city_task, platform_task

ORDER = "order of the flood"
PROCESSES = "processes of long tasks"


def seen() -> redis.Redis:
    """Where the order is written."""
    return redis.Redis.from_url(os.environ["REDIS_URL"])


@city_task
def of_a_city(number: int) -> None:
    """Next to nothing."""
    seen().rpush(ORDER, f"{current_schema()} {number}")


@platform_task
def of_the_platform() -> None:
    """The same, in no city."""
    seen().rpush(ORDER, "platform")


@city_task
def long(number: int) -> None:
    """Begins, and ends when somebody opens the gate: for one task each."""
    seen().rpush(PROCESSES, os.getpid())
    seen().rpush(ORDER, f"{current_schema()} {number} begins")
    seen().blpop([f"gate {current_schema()}"])
    seen().rpush(ORDER, f"{current_schema()} {number} ends")
