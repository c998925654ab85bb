"""Lists of partners and staff that a new city begins with: read, checked and stored whole.

They are the same tables that a city's people bring in later (decision 0023), with the same rules.
"""

from collections.abc import Iterator
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostoja.accounts.models import User
from ostoja.tables.checking import Check, Verdict, heading
from ostoja.tables.choices import WAITING
from ostoja.tables.columns import Arranged, Column, WrongColumns, arrange
from ostoja.tables.kinds import Kind, Sender, kind_of
from ostoja.tables.problems import Unreadable
from ostoja.tables.reading import read
from tenants.new_cities.facts import Table

KINDS = {"partners": "organisations", "staff": "staff"}
"""The facts that are lists, in the order of storing: staff belong to partners."""
MOST_SAID = 10
NOBODY_YET = cast("User", None)  # an operator's command, for which the record has no person


def problem_of_list(table: Table | None) -> str:
    """Why the file cannot be read at all, or nothing. Rows are looked at in the city."""
    try:
        if table is not None:
            read(table.content)
    except Unreadable as refusal:
        return _in_file(table, refusal.text) if table else ""
    return ""


def problem_of_module(field: str, table: Table | None, modules: list[str]) -> str:
    """A list of what the city does not have."""
    module = _kind(field).module
    if table is None or not module or module in modules:
        return ""
    return _("The list needs the module “%(module)s”.") % {"module": module}


def store_list(field: str, table: Table, *, origin: str) -> int:
    """Store every row in the present city; how many. Raises ``ValidationError`` under ``field``
    where one row is not in order, and nothing is stored then.
    """
    kind = _kind(field)
    arranged = _arranged(field, table, kind.columns())
    kind.lock()
    store = kind.open()
    check = Check(store)
    verdicts = [(number, check.look_at(number, cells)) for number, cells in arranged.rows]
    _refuse_broken(field, table, verdicts, {column.key: column for column in store.columns})
    wanted = [verdict.ready for _number, verdict in verdicts if verdict.state in WAITING]
    ready = [one for one in wanted if one is not None]
    return len(store.store(ready, Sender(NOBODY_YET, origin)))


def _kind(field: str) -> Kind:
    kind = kind_of(KINDS[field])
    if kind is None:
        raise LookupError(f"nobody keeps tables of the kind {KINDS[field]}")
    return kind


def _arranged(field: str, table: Table, columns: list[Column]) -> Arranged:
    try:
        arranged = arrange(read(table.content), columns)
    except (Unreadable, WrongColumns) as refusal:
        raise ValidationError({field: _in_file(table, refusal.text)}) from None
    if not arranged.rows:
        said = _("Below the headings there are no rows.")
        raise ValidationError({field: _in_file(table, said)})
    return arranged


def _refuse_broken(
    field: str, table: Table, verdicts: list[tuple[int, Verdict]], columns: dict[str, Column]
) -> None:
    said = [
        _in_file(table, text)
        for number, verdict in verdicts
        for text in _problems(number, verdict, columns)
    ]
    if len(said) > MOST_SAID:
        more = len(said) - MOST_SAID
        rest = ngettext("%(more)s more problem.", "%(more)s more problems.", more) % {"more": more}
        said = [*said[:MOST_SAID], _in_file(table, rest)]
    if said:
        raise ValidationError({field: said})


def _problems(number: int, verdict: Verdict, columns: dict[str, Column]) -> Iterator[str]:
    for problem in verdict.problems:
        name = heading(columns, problem.column)
        facts = {"row": number, "column": name, "problem": problem.text}
        if name:
            yield _("row %(row)s, column “%(column)s”: %(problem)s") % facts
        else:
            yield _("row %(row)s: %(problem)s") % facts


def _in_file(table: Table, said: str) -> str:
    return f"{table.name}: {said}"
