"""What of a report is told: all of it inside the city, no small numbers where it leaves it.

What leaves the city is made of months of the calendar. Each month is told once, without what is
small and without what that could be reckoned out of; a quarter or a year adds up what its months
tell, so nobody learns more from the two than from the months alone (decision 0074).
"""

from collections.abc import Mapping, Sequence

from casework.intake.figures.tables import AtLeast, Number, Row, Table
from casework.reports.tables import Sheet, Wait, Waits
from ostoja.privacy.small_numbers import is_small, without_small

ROUNDED_TO = 5
"""Of the first day of a month: so that what was opened and closed between two is not reckoned."""
Told = Mapping[str, Number]


def exactly(sheet: Sheet) -> Table:
    """Every number, for whoever may read it: of the first period and of the second."""
    rows = [
        Row(key, name, sheet.numbers(key, 2)[0], sheet.numbers(key, 2)[1])
        for key, name in sheet.names.items()
    ]
    return Table(sheet.key, sheet.title, sheet.head, rows, sheet.note)


def by_months(sheet: Sheet, now: range, then: range) -> Table:
    """What may be told; ``now`` and ``then`` are the places of their months."""
    months = len(now) + len(then)
    told = [_told_of(sheet, month, months) for month in range(months)]
    rows = []
    for key, name in sheet.names.items():
        pair = [_together(sheet, key, [told[month][key] for month in one]) for one in (now, then)]
        rows.append(Row(key, name, *pair))
    return Table(sheet.key, sheet.title, sheet.head, rows, sheet.note)


def _told_of(sheet: Sheet, month: int, months: int) -> Told:
    """Of one month, in an order that hangs on nothing else than the keys."""
    keys = sorted(sheet.names)
    numbers = {key: sheet.numbers(key, months)[month] for key in keys}
    if sheet.stands_for is not None:
        people = [(sheet.stands_for.get(key) or [0] * months)[month] for key in keys]
        hidden = without_small(people)
        pairs = zip(keys, hidden, strict=True)
        return {key: None if told is None else numbers[key] for key, told in pairs}
    told: dict[str, Number] = {key: _alone(sheet, key, numbers[key]) for key in keys}
    grouped = [key for key in keys if key in sheet.groups]
    groups = [sheet.groups[key] for key in grouped]
    told.update(zip(grouped, without_small([numbers[key] for key in grouped], groups), strict=True))
    return told


def _alone(sheet: Sheet, key: str, number: int) -> Number:
    if is_small(number):
        return None
    return ROUNDED_TO * round(number / ROUNDED_TO) if key in sheet.stock else number


def _together(sheet: Sheet, key: str, months: Sequence[Number]) -> Number:
    """A stock is that of the first month; all else adds up, as far as it is told."""
    if key in sheet.stock:
        return months[0]
    known = sum(number for number in months if number is not None)
    if all(number is not None for number in months):
        return known
    return AtLeast(known) if known else None


def waits_told(
    waits: Waits, by_month: Waits, whats: Sequence[str], now: range, then: range
) -> Waits:
    """Times of those rows of which it may be told how many there were; the others are away."""
    found: dict[tuple[str, str], list[Wait]] = {}
    for what in whats:
        counts = {
            key: [by_month.of(key, what, month).number for month in (*now, *then)]
            for key in waits.names
        }
        groups = dict.fromkeys(waits.names, "") if len(waits.names) > 1 else {}
        table = by_months(Sheet("", "", "", waits.names, counts, groups=groups), now, then)
        for row in table.rows:
            pair = (row.now, row.then)
            found[row.key, what] = [
                _wait(waits.of(row.key, what, at), number) for at, number in enumerate(pair)
            ]
    return Waits(waits.key, waits.title, waits.head, waits.names, found)


def _wait(wait: Wait, number: Number) -> Wait:
    if number is None:
        return Wait(None)
    return Wait(number, wait.median, wait.nine_of_ten)
