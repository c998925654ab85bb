"""Stretches of time and what can be done with them; all of it in UTC, so that an hour is an hour.

Between moments of one zone Python compares what clocks show, which is wrong on the nights when
they change: a duty from 19:00 to 7:00 lasts 13 hours in the one of October and 11 in that of March.
"""

import datetime
from collections.abc import Iterable, Iterator

from casework.moments import WARSAW
from casework.partners.opening import Span

__all__ = ["Span", "joined", "local_span", "staffed", "without"]


def local_span(day: datetime.date, starts: datetime.time, ends: datetime.time) -> Span:
    """From one hour to another on Poland's clock; an end that is not later is on the next day.

    A time that the clock shows twice is the first one; one that it skips comes an hour later.
    So spans that touch on the clock touch on every night.
    """
    last = day if ends > starts else day + datetime.timedelta(days=1)
    return Span(_utc(day, starts), _utc(last, ends))


def _utc(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, hour, WARSAW).astimezone(datetime.UTC)


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order of time; those that touch or overlap are one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.starts, one.ends)):
        if found and span.starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return found


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` outside of ``taken``."""
    gone = joined(taken)
    return [left for span in joined(spans) for left in _left_of(span, gone)]


def _left_of(span: Span, gone: list[Span]) -> Iterator[Span]:
    starts = span.starts
    for one in gone:
        if one.ends <= starts or one.starts >= span.ends:
            continue
        if one.starts > starts:
            yield Span(starts, one.starts)
        starts = one.ends
    if starts < span.ends:
        yield Span(starts, span.ends)


def staffed(spans: Iterable[Span], people: int) -> list[Span]:
    """The times that at least so many of the spans have in common."""
    listed = list(spans)
    # Who goes at a moment goes before who comes then, and what touches is joined in the end.
    steps = sorted([(one.starts, 1) for one in listed] + [(one.ends, -1) for one in listed])
    found, there, since = [], 0, None
    for moment, step in steps:
        there += step
        if there >= people and since is None:
            since = moment
        elif there < people and since is not None:
            found.append(Span(since, moment))
            since = None
    return joined(one for one in found if one.starts < one.ends)
