"""A report in words: the tables of times, the numbers on top, and all of it for a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from casework.intake.figures.charts import in_words
from casework.intake.figures.tables import AtLeast, Number
from casework.reports.of_referrals import ACCEPTED, ALL, ANSWERED, COMPLETED, WAITED_FOR
from casework.reports.periods import in_words as period_in_words
from casework.reports.report import Report
from casework.reports.tables import Wait, Waits

NOT_TOLD = "#"
"""The mark of Poland's statistical office for what must stay secret."""
HOURS_IN_A_DAY, MINUTES = 24, 60
IN_HOURS_UP_TO = 48


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its rows begin with what they are about. Numbers stay numbers for a sheet."""

    key: str
    title: str
    note: str
    head: list[str]
    rows: list[list[str | int]]


def duration(minutes: float | None) -> str:
    """“25 min”, “3 h 20 min”, “4 days”; a dash where nobody waited."""
    if minutes is None:
        return "–"
    whole = round(minutes)
    if whole < MINUTES:
        return _("%(minutes)s min") % {"minutes": whole}
    hours, rest = divmod(whole, MINUTES)
    if hours < IN_HOURS_UP_TO:
        words = _("%(hours)s h %(minutes)s min") if rest else _("%(hours)s h")
        return words % {"hours": hours, "minutes": rest}
    days = round(minutes / MINUTES / HOURS_IN_A_DAY)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def times_shown(report: Report) -> list[Part]:
    """The tables of times in which anything is told."""
    if not report.times or not any(_is_there(one) for one in report.times[0].found.values()):
        return []
    whole, *others = report.times
    return [_of_all(whole), *(_of_each(one) for one in others if one.names)]


def _is_there(waits: object) -> bool:
    return any(wait.number != 0 for wait in waits)  # type: ignore[attr-defined]


def _of_all(waits: Waits) -> Part:
    names = {
        ANSWERED: _("until the first answer"),
        ACCEPTED: _("until it was accepted"),
        COMPLETED: _("until the help was completed"),
    }
    head = [
        pgettext("reports", "From the sending"),
        pgettext("reports", "How many"),
        _("half within"),
        _("nine of ten within"),
        _("how many before"),
        _("half within, before"),
        _("nine of ten within, before"),
    ]
    rows: list[list[str | int]] = []
    for what in WAITED_FOR:
        now, then = (waits.of(ALL, what, at) for at in (0, 1))
        rows.append([names[what], *_facts(now), *_facts(then)])
    return Part(waits.key, waits.title, "", head, rows)


def _facts(wait: Wait) -> list[str]:
    return [in_words(wait.number), duration(wait.median), duration(wait.nine_of_ten)]


def _of_each(waits: Waits) -> Part:
    head = [
        waits.head,
        _("answered"),
        _("half answered within"),
        _("nine of ten answered within"),
        _("half accepted within"),
        _("half completed within"),
        _("half answered within, before"),
    ]
    rows: list[list[str | int]] = []
    for key, name in waits.names.items():
        answered, accepted, completed = (waits.of(key, what, 0) for what in WAITED_FOR)
        before = waits.of(key, ANSWERED, 1)
        medians = [duration(one.median) for one in (accepted, completed, before)]
        rows.append([name, *_facts(answered), *medians])
    return Part(waits.key, waits.title, "", head, rows)


def kept_in_words(report: Report) -> str:
    """That some cases stand in no table, and how many, where there are enough of them."""
    words = _("Cases that are kept to named people stand in none of these numbers.")
    number = report.kept
    if not number:
        return words
    counted = ngettext(
        "%(number)d such case was opened.", "%(number)d such cases were opened.", number
    )
    return f"{words} {counted % {'number': number}}"


def parts_of(report: Report) -> Iterator[Part]:
    """Everything, table by table, for a file."""
    heads = [period_in_words(one) for one in (report.now, report.then)]
    for table in report.tables:
        rows: list[list[str | int]] = [
            [row.label, cell(row.now), cell(row.then)] for row in table.rows
        ]
        yield Part(table.key, table.title, table.note, [table.head, *heads], rows)
    yield from times_shown(report)


def cell(number: Number) -> str | int:
    """As a file has it: a number, “12+” where a part is not told, # where nothing is."""
    if number is None:
        return NOT_TOLD
    return f"{int(number)}+" if isinstance(number, AtLeast) else number
