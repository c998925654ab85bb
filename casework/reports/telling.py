"""What of a report is told: all of it inside the city, no small numbers where it leaves it.

What leaves the city is made of months of the calendar. Each month is told once, without what is
small and without what that could be reckoned out of; a quarter or a year adds up what its months
tell, so nobody learns more from the two than from the months alone (decision 0074).
"""

from collections.abc import Mapping, Sequence

from casework.intake.figures.tables import AtLeast, Number, Row, Table
from casework.reports.tables import Sheet, Wait, Waits
from ostoja.privacy.small_numbers import is_small, without_small
from ostoja.ui.numbers import SMALLEST_TOLD

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


def by_months(sheet: Sheet, now: range, then: range, whole: Sheet | None = None) -> Table:
    """What may be told; ``now`` and ``then`` are the places of their months.

    ``whole``: the same table of everybody, which is told elsewhere. Where the others' part would
    be small, nothing is told of ours.
    """
    months = len(now) + len(then)
    told = [_beside(sheet, whole, _told_of(sheet, at, months), at, months) for at in range(months)]
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


def _beside(sheet: Sheet, whole: Sheet | None, told: Told, month: int, months: int) -> Told:
    if whole is None:
        return told
    return {
        key: None if _others_are_few(sheet, whole, key, month, months) else number
        for key, number in told.items()
    }


def _others_are_few(sheet: Sheet, whole: Sheet, key: str, month: int, months: int) -> bool:
    """Whether the others' number is small, or is about few people. Who came to both is in both
    counts of people, so the others have at least as many as the difference.
    """
    number = whole.numbers(key, months)[month] - sheet.numbers(key, months)[month]
    if is_small(number):
        return True
    if sheet.stands_for is None or whole.stands_for is None:
        return False
    none = [0] * months
    people = (whole.stands_for.get(key) or none)[month] - (sheet.stands_for.get(key) or none)[month]
    return number > 0 and people < SMALLEST_TOLD


def _alone(sheet: Sheet, key: str, number: int) -> Number:
    if is_small(number):
        return None
    return ROUNDED_TO * round(number / ROUNDED_TO) if key in sheet.stock else number


def _together(sheet: Sheet, key: str, months: Sequence[Number]) -> Number:
    """A stock is that of the first month; all else adds up, as far as it is told."""
    if key in sheet.stock:
        return months[0]
    return added(months)


def added(months: Sequence[Number]) -> Number:
    """What months tell together; None where they tell nothing."""
    known = sum(number for number in months if number is not None)
    if None not in months:
        return known
    return AtLeast(known) if known else None


def waits_told(waits: Waits, by_month: Waits, counted: str, now: range, then: range) -> Waits:
    """Times of those rows of which five or more waited. How many there were is told of what is
    ``counted`` alone: the others stand in tables, where some of them are hidden.
    """
    told = _numbers_told(waits, by_month, counted, now, then)
    found = {
        (key, what): [
            _wait(wait, told[key][at] if what == counted else None) for at, wait in enumerate(pair)
        ]
        for (key, what), pair in waits.found.items()
    }
    return Waits(waits.key, waits.title, waits.head, waits.names, found)


def _numbers_told(
    waits: Waits, by_month: Waits, what: str, now: range, then: range
) -> dict[str, tuple[Number, Number]]:
    counts = {
        key: [by_month.of(key, what, month).number or 0 for month in (*now, *then)]
        for key in waits.names
    }
    groups = dict.fromkeys(waits.names, "") if len(waits.names) > 1 else {}
    table = by_months(Sheet("", "", "", waits.names, counts, groups=groups), now, then)
    return {row.key: (row.now, row.then) for row in table.rows}


def _wait(wait: Wait, number: Number) -> Wait:
    if not wait.number or is_small(wait.number):
        return Wait(number if wait.number else 0)
    return Wait(number, wait.median, wait.nine_of_ten)
