import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
import redis

from ostoja.live import hub as hubs
from ostoja.live.hub import Hint, Hub
from ostoja.live.telling import PAUSE
from tests.own_redis import OwnRedis, own_redis

WITHIN = 5.0  # seconds: what is promised after Redis has come back


class Ear:
    """Somebody who listens."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def hear(self, hint: Hint) -> None:
        self.heard.append(hint.carried)


class BrokenEar(Ear):
    def hear(self, hint: Hint) -> None:
        raise ValueError("of this one alone")


async def until(is_so: Callable[[], bool], within: float = WITHIN) -> None:
    """Wait until it is so, or fail."""
    async with asyncio.timeout(within):
        while not is_so():
            await asyncio.sleep(0.01)


def with_hub(test: Callable[[Hub, OwnRedis], Awaitable[None]]) -> None:
    """Run the test in a loop of its own, beside a Redis that it may stop."""

    async def run(own: OwnRedis) -> None:
        hub = Hub(own.url)
        hub.start()
        await until(lambda: hub.hears)
        try:
            await test(hub, own)
        finally:
            await hub.stop()

    with own_redis() as own:
        asyncio.run(run(own))


def publish(own: OwnRedis, channel: str, text: bytes) -> None:
    server = redis.Redis.from_url(own.url)
    server.publish(channel, text)
    server.close()


def subscriptions(own: OwnRedis) -> dict[str, int]:
    server = redis.Redis.from_url(own.url, decode_responses=True)
    names = [one for one in server.pubsub_channels() if one != hubs.OWN]
    found = {str(name): many for name, many in server.pubsub_numsub(*names)} if names else {}
    server.close()
    return found


def test_a_thousand_who_listen_are_one_subscription() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        ears = [Ear() for _ in range(1000)]
        await asyncio.gather(*(hub.join("room", ear) for ear in ears))
        assert subscriptions(own) == {"room": 1}
        for ear in ears:
            ear.heard.clear()
        publish(own, "room", b"a word")
        await until(lambda: all(ear.heard == [b"a word"] for ear in ears))

    with_hub(test)


def test_each_hears_its_own_channel_alone() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        here, there = Ear(), Ear()
        await hub.join("here", here)
        await hub.join("there", there)
        here.heard.clear()
        there.heard.clear()
        publish(own, "here", b"1")
        await until(lambda: here.heard == [b"1"])
        assert there.heard == []

    with_hub(test)


def test_the_last_to_leave_ends_the_subscription() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        first, last = Ear(), Ear()
        await hub.join("room", first)
        await hub.join("room", last)
        await hub.leave("room", first)
        assert subscriptions(own) == {"room": 1}
        await hub.leave("room", last)
        await hub.leave("room", last)  # twice does no harm
        await until(lambda: subscriptions(own) == {})
        await hub.join("room", first)
        assert subscriptions(own) == {"room": 1}

    with_hub(test)


def test_a_listener_that_fails_keeps_nothing_from_the_others() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        ear = Ear()
        await hub.join("room", BrokenEar())
        await hub.join("room", ear)
        publish(own, "room", b"a word")
        await until(lambda: b"a word" in ear.heard)

    with_hub(test)


def test_redis_that_goes_and_comes_back_is_heard_again() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        ear, late = Ear(), Ear()
        await hub.join("room", ear)
        own.stop()
        await until(lambda: not hub.hears)
        began = time.monotonic()
        await hub.join("other", late)  # comes back although nothing confirms it
        assert time.monotonic() - began < 1.5
        ear.heard.clear()
        await until(lambda: b"" in ear.heard)  # while it is away: look into the database
        own.start()
        await until(lambda: hub.hears)
        await until(lambda: subscriptions(own) == {"room": 1, "other": 1})
        ear.heard.clear()
        publish(own, "room", b"again")
        await until(lambda: b"again" in ear.heard)
        publish(own, "other", b"too")
        await until(lambda: b"too" in late.heard)

    with_hub(test)


def test_who_listened_before_is_told_to_look_when_redis_is_back() -> None:
    async def test(hub: Hub, own: OwnRedis) -> None:
        ear = Ear()
        await hub.join("room", ear)
        own.stop()
        await until(lambda: not hub.hears)
        own.start()
        ear.heard.clear()
        await until(lambda: hub.hears and b"" in ear.heard)

    with_hub(test)


def test_who_listens_looks_once_more_when_writers_know_that_redis_is_back() -> None:
    """For a moment they take it to be away, and hint at nothing."""

    async def test(hub: Hub, own: OwnRedis) -> None:
        ear = Ear()
        await hub.join("room", ear)
        own.stop()
        await until(lambda: not hub.hears)
        own.start()
        await until(lambda: hub.hears)
        await asyncio.sleep(PAUSE)
        ear.heard.clear()
        await until(lambda: b"" in ear.heard, WITHIN - PAUSE)

    with_hub(test)


def test_a_quiet_subscription_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """redis-py 8 ends one after some idle seconds, unless it is told not to."""
    monkeypatch.setattr(hubs, "PULSE", 0.05)

    async def test(hub: Hub, own: OwnRedis) -> None:
        ear = Ear()
        await hub.join("room", ear)
        before = hub._pubsub
        await asyncio.sleep(0.6)  # many times the silence after which it is asked
        publish(own, "room", b"still here")
        await until(lambda: b"still here" in ear.heard)
        assert hub._pubsub is before

    with_hub(test)


def test_a_hint_is_made_into_a_frame_once() -> None:
    made: list[int] = []
    hint = Hint(b"x")
    for _ in range(3):
        hint.once("frame", lambda: made.append(1))
    hint.once("another", lambda: made.append(2))
    assert made == [1, 2]
