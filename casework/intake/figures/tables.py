"""The counts as tables: what each row is called, and which numbers may be told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings as django_settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.intake.answers import About
from casework.intake.choices import RECORDED, Channel
from casework.intake.desk import selectors as desk
from casework.intake.figures import counting
from casework.intake.figures.counting import HOUR, LIVE, Pair, Waiting
from casework.intake.figures.periods import Period
from casework.intake.models import EntryPoint
from casework.partners.models import Need
from casework.partners.words import language_name
from ostoja.privacy.small_numbers import is_small, without_small

Number = int | None
"""None: not told."""
NOBODY: Pair = (0, 0)


class AtLeast(int):
    """What is told of a number of which a part is not told."""


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` is what programs know it by."""

    key: str
    label: str
    now: Number
    then: Number


@dataclass(frozen=True, slots=True)
class Table:
    """``note`` says what must be known in order to read it."""

    key: str
    title: str
    head: str
    rows: list[Row]
    note: str = ""

    @property
    def most(self) -> int:
        """The greatest number in it."""
        return max((number or 0 for row in self.rows for number in (row.now, row.then)), default=0)

    @property
    def peak(self) -> Row | None:
        """The row with most conversations now; None where there are none, or nothing is told."""
        best = max(self.rows, key=lambda row: row.now or 0, default=None)
        return best if best is not None and best.now else None


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long people waited for the first word; None where too few did."""

    median: tuple[Number, Number]
    nine_of_ten: tuple[Number, Number]


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a period, and of the days that it is compared with."""

    now: Period
    then: Period
    received: tuple[Number, Number]
    doubtful: tuple[Number, Number]
    has_samples: bool
    minutes: Minutes
    tables: list[Table]
    by_day: int
    by_night: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote in the period."""
        return self.received[0] == 0 and self.doubtful[0] == 0


def figures_of(now: Period, then: Period, *, exact: bool) -> Figures:
    """``exact`` tells small numbers too: only whoever may read conversations is told them."""
    settings, sums = desk.desk_settings(), counting.totals(now, then)
    waits = counting.waiting(now, then, settings)
    tables = list(_tables(now, then, waits))
    if exact:  # beside the channels, small numbers could be reckoned out of it
        tables.insert(2, _live(counting.by(LIVE, now, then)))
    return Figures(
        now=now,
        then=then,
        received=_told(sums.received, exact),
        doubtful=_told(sums.doubtful, exact),
        has_samples=any(sums.samples),
        minutes=_minutes(waits, exact),
        tables=tables if exact else [_without_small(one, sums.received) for one in tables],
        by_day=settings.by_day,
        by_night=settings.by_night,
    )


def _told(pair: Pair, exact: bool) -> tuple[Number, Number]:
    now, then = (None if is_small(number) and not exact else number for number in pair)
    return now, then


def _without_small(table: Table, received: Pair) -> Table:
    """Which of two equal numbers goes along must not hang on the order in which rows are shown:
    it is that of the period, and the same month is told beside two others.
    """
    rows = sorted(table.rows, key=lambda row: row.key)
    keys = [row.key for row in rows]
    now = _told_of(table.key, keys, [row.now or 0 for row in rows], received[0])
    then = _told_of(table.key, keys, [row.then or 0 for row in rows], received[1])
    told = dict(zip(keys, zip(now, then, strict=True), strict=True))
    shown = [Row(row.key, row.label, *told[row.key]) for row in table.rows]
    return Table(table.key, table.title, table.head, shown, table.note)


def _told_of(table: str, keys: list[str], numbers: list[int], received: int) -> list[Number]:
    """Who waited and what staff wrote down make all: no table tells what the other must not."""
    if table == "channel":
        return without_small(numbers, [key in RECORDED for key in keys])
    if table == "waiting":
        return without_small([*numbers, received - sum(numbers)])[:-1]
    return without_small(numbers)


def _minutes(waits: tuple[Waiting, Waiting], exact: bool) -> Minutes:
    def whole(name: str) -> tuple[Number, Number]:
        now, then = (_rounded(getattr(one, name), one, exact) for one in waits)
        return now, then

    return Minutes(whole("median"), whole("nine_of_ten"))


def _rounded(minutes: float | None, waits: Waiting, exact: bool) -> Number:
    if minutes is None or (not exact and is_small(waits.kept + waits.late)):
        return None
    return round(minutes)


def _tables(now: Period, then: Period, waits: tuple[Waiting, Waiting]) -> Iterable[Table]:
    def found(key: Any) -> dict[Any, Pair]:
        return counting.by(key, now, then)

    yield _hours(found(HOUR))
    yield _channels(found("channel"))
    yield _languages(found("language"))
    yield _needs(found("needs__need_id"))
    yield _about(found("about"))
    yield _points(found("entry_point_id"))
    yield _waits(waits)


def _rows(
    names: Mapping[Any, Any], found: Mapping[Any, Pair], key: Callable[[Any], str] = str
) -> list[Row]:
    return [Row(key(one), str(name), *found.get(one, NOBODY)) for one, name in names.items()]


def _hours(found: Mapping[Any, Pair]) -> Table:
    names = {hour: f"{hour}:00–{hour + 1}:00" for hour in range(24)}
    return Table(
        "hour",
        _("By hour"),
        _("Hour"),
        _rows(names, found),
        _("On Poland's clock. In the night in October the hour from 2 to 3 comes twice."),
    )


def _channels(found: Mapping[Any, Pair]) -> Table:
    return Table("channel", _("By channel"), _("Channel"), _rows(dict(Channel.choices), found))


def _live(found: Mapping[Any, Pair]) -> Table:
    names = {
        "begun": _("began as a live talk"),
        "went_on": _("came another way, went on as a live talk"),
        "not": _("without a live talk"),
    }
    note = _(
        "A form that went on as a live talk is counted once in each table:"
        " a form by channel, a live talk here."
    )
    return Table("live", _("By live talk"), _("Live talk"), _rows(names, found), note)


def _languages(found: Mapping[Any, Pair]) -> Table:
    known = [code for code, _name in django_settings.LANGUAGES]
    names = {code: language_name(code) for code in [*known, *sorted(set(found) - set(known))]}
    return Table("language", _("By language"), _("Language"), _rows(names, found))


def _needs(found: Mapping[Any, Pair]) -> Table:
    needs = {need.pk: need for need in Need.objects.all()}
    rows = [Row(need.key, str(need), *found[pk]) for pk, need in needs.items() if pk in found]
    rows.append(Row("", _("no need named"), *found.get(None, NOBODY)))
    note = _("A person may name several needs, so these numbers are more than the conversations.")
    return Table("need", _("By need"), _("Need"), rows, note)


def _about(found: Mapping[Any, Pair]) -> Table:
    names: dict[str, str | Promise] = {**dict(About.choices), "": _("not said")}
    return Table("about", _("By whom it is about"), _("About whom"), _rows(names, found))


def _points(found: Mapping[Any, Pair]) -> Table:
    points = EntryPoint.objects.in_bulk([pk for pk in found if pk is not None])
    ordered = sorted(points.values(), key=lambda point: (-found[point.pk][0], point.code))
    rows = [Row(point.code, str(point), *found[point.pk]) for point in ordered]
    rows.append(Row("", _("without an entry point"), *found.get(None, NOBODY)))
    return Table("entry_point", _("By entry point"), _("Entry point"), rows)


def _waits(waits: tuple[Waiting, Waiting]) -> Table:
    now, then = (one.parts for one in waits)
    names = {
        "kept": _("answered within the promised time"),
        "late": _("answered later"),
        "still": _("waiting, the time is not over"),
        "overdue": _("waiting longer than promised"),
        "closed": _("closed without a written answer"),
    }
    found = dict(zip(names, zip(now, then, strict=True), strict=True))
    return Table(
        "waiting",
        _("Waiting for the first answer"),
        pgettext("statistics", "What came of it"),
        _rows(names, found),
        _("Reckoned by the promise that holds today. Calls and visits wait for nobody."),
    )
