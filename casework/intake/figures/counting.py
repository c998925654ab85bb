"""The counts themselves: one question to the database for each, however many conversations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractHour

from casework.intake.choices import RECORDED, Author, Channel, ConversationState
from casework.intake.figures.periods import Period
from casework.intake.models import Conversation, DeskSettings, Message
from casework.partners.opening import WARSAW

Pair = tuple[int, int]
"""A number in the period, and in that which it is compared with."""
HOUR = ExtractHour("created_at", tzinfo=WARSAW)
"""On Poland's clock: in the night in which clocks go back two hours are called two o'clock."""

LIVE = Case(
    When(chat_since__isnull=True, then=Value("not")),
    When(channel=Channel.CHAT, then=Value("begun")),
    default=Value("went_on"),
    output_field=CharField(),
)
"""Whether the person came to talk live: at once, or after a form or another way."""


@dataclass(frozen=True, slots=True)
class Totals:
    """All of a period. ``doubtful`` are left out of every other number."""

    received: Pair
    doubtful: Pair
    samples: Pair


@dataclass(frozen=True, slots=True)
class Waiting:
    """How those who wrote waited for our first word. Minutes are None where nobody has one.

    ``kept`` and ``late`` have it, in time or not; ``still`` have none and the promised time is not
    over, for ``overdue`` it is; ``closed`` ended without one (somebody may have called).
    """

    kept: int = 0
    late: int = 0
    still: int = 0
    overdue: int = 0
    closed: int = 0
    median: float | None = None
    nine_of_ten: float | None = None

    @property
    def parts(self) -> tuple[int, ...]:
        """The numbers of conversations."""
        return (self.kept, self.late, self.still, self.overdue, self.closed)


def within(period: Period) -> Q:
    """Those that came in it."""
    return Q(created_at__gte=period.begins, created_at__lt=period.ends)


def counted_in(now: Period, then: Period) -> QuerySet[Conversation]:
    """The conversations of both periods that a person sent."""
    return Conversation.objects.filter(within(now) | within(then), is_doubtful=False).order_by()


def totals(now: Period, then: Period) -> Totals:
    """One query."""
    parts = {"received": Q(is_doubtful=False), "doubtful": Q(is_doubtful=True)}
    parts["samples"] = Q(is_doubtful=False, is_sample=True)
    counts = {
        f"{name}_{when}": Count("pk", filter=part & within(period))
        for name, part in parts.items()
        for when, period in (("now", now), ("then", then))
    }
    found = Conversation.objects.filter(within(now) | within(then)).aggregate(**counts)
    return Totals(**{name: (found[f"{name}_now"], found[f"{name}_then"]) for name in parts})


def by(key: str | Combinable, now: Period, then: Period) -> dict[Any, Pair]:
    """How many for each value of this; one query. A conversation may have several needs."""
    rows = counted_in(now, then).values_list(key)
    counted: Iterable[Any] = rows.annotate(
        now=Count("pk", filter=within(now)), then=Count("pk", filter=within(then))
    )
    return {value: (number, before) for value, number, before in counted}


# The same reckoning as `promise.due_at`, which a test holds it to.
WAITS = """
with written as (
  select created_at as since, state, created_at at time zone %(zone)s as here,
    (select min(m.created_at) from {messages} m
      where m.conversation_id = c.id and m.author = %(staff)s) as word
  from {conversations} c
  where not is_doubtful and channel <> all(%(recorded)s)
    and (created_at >= %(begins)s and created_at < %(ends)s
      or created_at >= %(then_begins)s and created_at < %(then_ends)s)
), promised as (
  select since, state, word, case
    when here::time >= %(day_begins)s and here::time < %(day_ends)s then since + %(by_day)s
    else least(since + %(by_night)s, greatest(since + %(by_day)s, (date_trunc('day', here)
      + case when here::time < %(day_begins)s then interval '0' else interval '1 day' end
      + %(day_begins)s) at time zone %(zone)s + %(by_day)s))
    end as due
  from written
)
select since >= %(begins)s,
  count(*) filter (where word <= due),
  count(*) filter (where word > due),
  count(*) filter (where word is null and state <> %(closed)s and due >= statement_timestamp()),
  count(*) filter (where word is null and state <> %(closed)s and due < statement_timestamp()),
  count(*) filter (where word is null and state = %(closed)s),
  percentile_cont(0.5) within group (order by extract(epoch from word - since) / 60),
  percentile_cont(0.9) within group (order by extract(epoch from word - since) / 60)
from promised group by 1
"""


def waiting(now: Period, then: Period, settings: DeskSettings) -> tuple[Waiting, Waiting]:
    """One query. What staff wrote down themselves waited for nobody, and is left out.

    The promise is that of today, also for days on which there was another.
    """
    tables = {"conversations": Conversation, "messages": Message}
    facts: dict[str, Any] = {
        "zone": WARSAW.key,
        "staff": Author.STAFF.value,
        "recorded": [channel.value for channel in RECORDED],
        "closed": ConversationState.CLOSED.value,
        "begins": now.begins,
        "ends": now.ends,
        "then_begins": then.begins,
        "then_ends": then.ends,
        "day_begins": settings.day_begins,
        "day_ends": settings.day_ends,
        "by_day": timedelta(minutes=settings.by_day),
        "by_night": timedelta(minutes=settings.by_night),
    }
    quote = connection.ops.quote_name
    names = {name: quote(model._meta.db_table) for name, model in tables.items()}
    with connection.cursor() as cursor:
        cursor.execute(WAITS.format(**names), facts)
        found = {is_now: Waiting(*numbers) for is_now, *numbers in cursor.fetchall()}
    return found.get(True, Waiting()), found.get(False, Waiting())
