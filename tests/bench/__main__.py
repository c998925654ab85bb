"""``make bench``: prints a table and writes ``.local/bench.json``."""

import json
import os
from typing import Any

import django
from rich.console import Console
from rich.table import Table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
django.setup()

from ostoja.settings.environment import LOCAL  # noqa: E402
from tests.bench import entering, pages  # noqa: E402
from tests.bench.rounds import Measured  # noqa: E402
from tests.databases import TemplateDatabase, fresh_cities  # noqa: E402


def rows_of(title: str, measured: Measured, goal: str) -> list[dict[str, Any]]:
    """One row for each contender."""
    return [
        {
            "what": title,
            "contender": name,
            "milliseconds": round(seconds * 1000, 3),
            "ratio": round(measured.ratio(name), 2),
            "goal": goal,
            "doubtful": measured.doubtful,
        }
        for name, seconds in measured.medians.items()
    ]


def figures() -> list[dict[str, Any]]:
    """Every benchmark, one after the other."""
    staying, changing = entering.statements()
    return [
        *rows_of("one query", entering.entering(), "same city ≤ 1.2"),
        _fact("statements while the city stays", staying, "0"),
        _fact("statements when it changes", changing, "1"),
        *rows_of("one request", pages.requests(), "told, not judged"),
        _fact("kB over the wire, first view of the public form", pages.kilobytes(), "≤ 60"),
    ]


def _fact(what: str, value: float, goal: str) -> dict[str, Any]:
    return {"what": what, "contender": "", "value": value, "goal": goal, "doubtful": False}


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    table = Table("what", "contender", "ms", "ratio to the first", "goal", title="Ostoja's figures")
    for row in rows:
        restless = " (restless floor)" if row["doubtful"] else ""
        table.add_row(
            row["what"],
            row["contender"],
            str(row.get("milliseconds", row.get("value"))),
            f"{row.get('ratio', '')}{restless}",
            row["goal"],
        )
    Console(width=120).print(table)


def main() -> None:
    """Measure on a clone of the test cities."""
    template = TemplateDatabase("cities")
    template.build(fresh_cities)
    with template.cloned("ostoja_bench"):
        rows = figures()
    show(rows)
    LOCAL.mkdir(exist_ok=True)
    (LOCAL / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2))


main()
