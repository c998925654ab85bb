"""Lines, ring and places of the cities' tasks, kept in Redis: each change is one script.

A city is in the ring exactly while somebody waits in its line. Each of its tasks that runs holds a
place, of which it has only so many at once; a place is lent for a while to a ticket, and the worker
lends it again while it lives, so that one that was killed keeps no place.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

RING, LINE, TAKEN = "turns:ring", "turns:line:", "turns:taken"
RUNNING, SHORT = "turns:running", "turns:short"
PATIENCE = 2  # seconds for Redis: who sends has a person waiting
LENT = 60  # seconds; a worker that lives lends its places again in a third of that
MOST_TRIES = 3  # of one task that ends its worker each time
_STAND = """
if redis.call('rpush', KEYS[2], ARGV[1]) == 1 then redis.call('rpush', KEYS[1], KEYS[2]) end
"""
# Tickets that found every waiting city at its limit are gone. Until nobody waits, whoever draws or
# gives back a place says whether one more is needed, so that none that is lost is missed for long.
_KNOWN = """
local ring, taken, running, short = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ticket, at_once, prefix = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local function busy()
  local found = {}
  for _, held in ipairs(redis.call('zrange', running, 0, -1)) do
    local line = string.match(held, '%S+')
    found[line] = (found[line] or 0) + 1
  end
  return found
end
local function next_line()
  local found = busy()
  for _, line in ipairs(redis.call('lrange', ring, 0, -1)) do
    if (found[line] or 0) < at_once then return line end
  end
end
local function more()
  if redis.call('llen', ring) == 0 then redis.call('del', short) end
  return redis.call('exists', short) == 1 and next_line() and 1 or 0
end
local function give_back(line)
  redis.call('zrem', running, line .. ' ' .. ticket)
end
local function line_of(turn) return prefix .. cjson.decode(turn)[1] end
"""
# A ticket that comes again, since its worker died, gets what it got before, but not for ever.
_DRAW = f"""{_KNOWN}
local now, lent, most_tries = redis.call('time')[1], tonumber(ARGV[4]), tonumber(ARGV[5])
if redis.call('zremrangebyscore', running, '-inf', now) > 0 then redis.call('set', short, 1) end
local function take(line, turn)
  redis.call('zadd', running, now + lent, line .. ' ' .. ticket)
  redis.call('hset', taken, ticket, turn)
  return {{turn, more(), false}}
end
local before = redis.call('hget', taken, ticket)
if before then
  local line = line_of(before)
  give_back(line)
  if redis.call('hincrby', taken, ticket .. ' again', 1) >= most_tries then
    redis.call('hdel', taken, ticket, ticket .. ' again')
    return {{false, more(), before}}
  end
  if (busy()[line] or 0) < at_once then return take(line, before) end
  redis.call('hdel', taken, ticket, ticket .. ' again')
  if redis.call('lpush', line, before) == 1 then redis.call('lpush', ring, line) end
end
local line = next_line()
if not line then
  if redis.call('llen', ring) > 0 then redis.call('set', short, 1) end
  return {{false, 0, false}}
end
redis.call('lrem', ring, 1, line)
local turn = redis.call('lpop', line)
if redis.call('llen', line) > 0 then redis.call('rpush', ring, line) end
if not turn then return {{false, more(), false}} end
return take(line, turn)
"""
_GIVE_BACK = f"""{_KNOWN}
local turn = redis.call('hget', taken, ticket)
if turn then give_back(line_of(turn)) end
redis.call('hdel', taken, ticket, ticket .. ' again')
return more()
"""
_LEND_AGAIN = """
local alive, now = {}, redis.call('time')[1]
for number = 2, #ARGV do alive[ARGV[number]] = true end
for _, held in ipairs(redis.call('zrange', KEYS[1], 0, -1)) do
  if alive[string.match(held, ' (.*)')] then
    redis.call('zadd', KEYS[1], 'XX', now + ARGV[1], held)
  end
end
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a ticket got: a task or none; ``given_up`` has ended its worker too often.

    With ``more`` another ticket is needed, since one that came too early is gone.
    """

    turn: bytes | None
    more: bool
    given_up: bytes | None


def stand(schema: str, turn: str) -> None:
    """At the end of the city's line; raises as Redis does."""
    server().eval(_STAND, 2, RING, LINE + schema, turn)


def draw(ticket: str, at_once: int) -> Drawn:
    """The next city's first task, of a city that runs fewer than ``at_once``."""
    turn, more, given_up = cast(
        "list[bytes | int | None]", _eval(_DRAW, ticket, at_once, LINE, LENT, MOST_TRIES)
    )
    return Drawn(cast("bytes | None", turn), bool(more), cast("bytes | None", given_up))


def give_back(ticket: str, at_once: int) -> bool:
    """The ticket's task has ended; whether another ticket is needed."""
    return bool(_eval(_GIVE_BACK, ticket, at_once, LINE))


def lend_again(tickets: Collection[str]) -> None:
    """Keep the places of these tickets, whose tasks still run."""
    server().eval(_LEND_AGAIN, 1, RUNNING, LENT, *tickets)


def _eval(script: str, *arguments: object) -> object:
    keys = (RING, TAKEN, RUNNING, SHORT)
    return server().eval(script, len(keys), *keys, *map(str, arguments))


@lru_cache(maxsize=1)
def server() -> redis.Redis:
    """Redis, as whoever has a person waiting asks it: once, and not for long."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
