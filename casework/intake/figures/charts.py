"""Where the bars of a chart stand. The picture is drawn on the server; a table says the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.intake.figures.tables import AtLeast, Row, Table
from ostoja.ui.numbers import grouped

WIDTH = 320
LONGEST_LABEL = 34
"""Characters that fit beside the number; the table has the whole name."""
ROW, TEXT, BAR = 48, 16, 22
COLUMN_WIDTH, COLUMNS_HEIGHT, AXIS = 13, 130, 22
EACH = 6
"""Hours between two that are named."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name and number at ``text_y``, its bars at ``y``. Units of the picture."""

    label: str
    number: str
    text_y: int
    y: int
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Column:
    """One hour: ``x``, and how high its two columns stand on the axis."""

    x: int
    now: int
    then: int
    label: str

    @property
    def now_y(self) -> int:
        """Where the column of now begins, from above."""
        return COLUMNS_HEIGHT - self.now

    @property
    def then_y(self) -> int:
        """The same of then."""
        return COLUMNS_HEIGHT - self.then


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table; ``summary`` is what a screen reader says of it."""

    table: Table
    summary: str
    width: int
    height: int
    bars: list[Bar]
    columns: list[Column]
    axis: int = COLUMNS_HEIGHT

    @property
    def head(self) -> list[str]:
        """The headings of the table."""
        return [self.table.head, _("In these days"), _("Compared with"), _("Difference")]

    @property
    def cells(self) -> list[list[str]]:
        """Its rows."""
        rows = self.table.rows
        return [[row.label, in_words(row.now), in_words(row.then), compared(row)] for row in rows]


def chart_of(table: Table) -> Chart:
    """Columns for hours, bars for all else; without rows in which there is nothing."""
    if table.key == "hour":
        height = COLUMNS_HEIGHT + AXIS
        return Chart(table, _summary(table), WIDTH, height, [], list(_columns(table)))
    bars = list(_bars(table))
    return Chart(table, _summary(table), WIDTH, max(len(bars), 1) * ROW, bars, [])


def _summary(table: Table) -> str:
    peak = table.peak
    if peak is None:
        return _("%(title)s. Nothing to draw.") % {"title": table.title}
    facts = {"title": table.title, "label": peak.label, "number": grouped(peak.now or 0)}
    return _("%(title)s. Most: %(label)s, %(number)s. The table below has all numbers.") % facts


def _bars(table: Table) -> Iterator[Bar]:
    drawn = [row for row in table.rows if row.now != 0 or row.then != 0]
    for at, row in enumerate(drawn):
        y = at * ROW
        yield Bar(
            label=_short(row.label),
            number=in_words(row.now),
            text_y=y + TEXT,
            y=y + BAR,
            now=_part(row.now, table, WIDTH),
            then=_part(row.then, table, WIDTH),
        )


def _columns(table: Table) -> Iterator[Column]:
    for hour, row in enumerate(table.rows):
        now, then = (_part(number, table, COLUMNS_HEIGHT) for number in (row.now, row.then))
        yield Column(hour * COLUMN_WIDTH + 4, now, then, "" if hour % EACH else str(hour))


def _part(number: int | None, table: Table, whole: int) -> int:
    """What is there is always seen; what is not told is not drawn."""
    return max(2, round(number / table.most * whole)) if number else 0


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def in_words(number: int | None) -> str:
    """As it stands in a picture or table."""
    if number is None:
        return _("not told")
    whole = grouped(number)
    return _("at least %(number)s") % {"number": whole} if _is_part(number) else whole


def _is_part(number: int) -> bool:
    return isinstance(number, AtLeast)


def compared(row: Row) -> str:
    """By how much more or less; a dash where one of them is not told, or not wholly."""
    if row.now is None or row.then is None or _is_part(row.now) or _is_part(row.then):
        return "–"
    difference = row.now - row.then
    return f"+{grouped(difference)}" if difference > 0 else grouped(difference).replace("-", "−")
