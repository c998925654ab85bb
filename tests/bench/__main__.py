"""``make bench``: prints a table and writes ``.local/bench.json``."""

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

import django
from rich.console import Console
from rich.table import Table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
django.setup()

from ostoja.settings.environment import LOCAL  # noqa: E402
from tests.bench import (  # noqa: E402
    chat,
    cities,
    desk,
    entering,
    lists,
    pages,
    polling,
    report,
    search,
    soak,
    suggesting,
)
from tests.bench.rounds import Measured  # noqa: E402
from tests.databases import TemplateDatabase, fresh_cities  # noqa: E402

CLONE = "ostoja_bench"
CITIES = int(os.environ.get("BENCH_CITIES", "380"))


def rows_of(title: str, measured: Measured, goals: Mapping[str, float]) -> list[dict[str, Any]]:
    """One row for each contender, with the goal of those that have one."""
    return [
        {
            "what": title,
            "contender": name,
            "milliseconds": round(seconds * 1000, 3),
            "ratio": round(measured.ratio(name), 2),
            "goal": f"≤ {goals[name]}" if name in goals else "",
            "reached": _reached(measured, name, goals),
            "floor_moved": round(measured.floor_moved, 2),
            "doubtful": measured.doubtful,
        }
        for name, seconds in measured.medians.items()
    ]


def _reached(measured: Measured, name: str, goals: Mapping[str, float]) -> bool | None:
    """None where there is no goal, or where a restless floor allows no verdict."""
    if name not in goals or measured.doubtful:
        return None
    return measured.ratio(name) <= goals[name]


def _of_entering() -> list[dict[str, Any]]:
    staying, changing = entering.statements()
    goals = {entering.SAME: 1.2}
    return [
        *rows_of("view of one query", entering.entering(pooled=False), goals),
        *rows_of("the same with a pool", entering.entering(pooled=True), goals),
        _fact("statements while the city stays", staying, 0),
        _fact("statements when it changes", changing, 1),
    ]


def _of_pages() -> list[dict[str, Any]]:
    return [
        *rows_of("one request", pages.requests(), {}),
        _fact("kB over the wire, first view of the public form", pages.kilobytes(), 60),
    ]


def _of_lists() -> list[dict[str, Any]]:
    with lists.archive() as people:
        shares = {"20 %": people.partner_worker, "0.06 %": people.stranger}
        found = [lists.page_for(user) for user in shares.values()]
        checks = lists.checks_on_a_page(people.partner_worker)
        search.give_names(people)
        searches = search.searches(people.consultant)
    rows: list[dict[str, Any]] = []
    for share, measured in zip(shares, found, strict=True):
        title = f"50 of 100,000 cases, {share} permitted"
        rows += rows_of(title, measured, {lists.DOOR: 2})
        against = measured.medians[lists.DOOR] / measured.medians[lists.USUAL]
        rows.append(_fact(f"{title}: the door against guardian's way", round(against, 2), 0.2))
    for way, measured in searches.items():
        rows += rows_of(f"a person among 100,000, {way}", measured, {search.TERMS: 15})
    return [*rows, _fact("statements for 50 checks of access", checks, 1)]


def _of_desk() -> list[dict[str, Any]]:
    with desk.desk() as people:
        found = {
            f"the list, {way}": desk.list_in(people.coordinator, query)
            for way, query in desk.WAYS.items()
        }
        found["one case"] = desk.one_case(people.coordinator, desk.full_case(people))
    rows: list[dict[str, Any]] = []
    for what, measured in found.items():
        title = f"{what}, of 100,000 cases"
        rows += rows_of(title, measured, {})
        ratio = desk.against_by_hand(measured)
        fact = _fact(f"{title}: the page, times the same with SQL by hand", ratio, desk.GOAL)
        rows.append(fact | ({"reached": None, "doubtful": True} if measured.doubtful else {}))
    return rows


def _of_report() -> list[dict[str, Any]]:
    with lists.archive() as people:
        report.fill(people)
        measured = report.month()
    return rows_of("a month's report of 100,000 cases", measured, {report.OURS: report.GOAL})


def _of_suggesting() -> list[dict[str, Any]]:
    title = "milliseconds for a suggestion among 500 services"
    return [_fact(title, round(suggesting.milliseconds(), 1), suggesting.GOAL)]


def _of_cities() -> list[dict[str, Any]]:
    schemas = cities.schemas()
    spare = schemas.medians[cities.SCHEMA_SPARE] * 1000
    measured = cities.onboarding()
    usual = measured.medians[cities.USUAL]
    many = cities.many_cities(CITIES)
    column = many[cities.COLUMN_OURS] / many[cities.COLUMN_USUAL]
    return [
        *rows_of("a new city's schema", schemas, {cities.SCHEMA_SCRIPT: 1.3}),
        _fact("milliseconds for a schema from a spare", round(spare, 1), 25),
        *rows_of("onboarding a city", measured, {}),
        _fact(
            "onboarding by script, share of the usual",
            _share(measured, cities.SCRIPT, usual),
            0.067,
        ),
        _fact(
            "onboarding from a spare, share of the usual",
            _share(measured, cities.SPARE, usual),
            0.02,
        ),
        *_figures(f"seconds with {CITIES} cities", many, cities.GOALS),
        _fact("a column in all cities, share of the usual", round(column, 4), 0.01),
        *_of_soak(),
    ]


def _of_soak() -> list[dict[str, Any]]:
    found = soak.soak([f"many-{index}" for index in range(CITIES)])
    return _figures(f"with {CITIES} cities", found, soak.GOALS)


def _figures(
    title: str, found: Mapping[str, float], goals: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Each figure, with a verdict where its name begins like one that has a goal."""
    rows: list[dict[str, Any]] = []
    for what, value in found.items():
        goal = next((most for name, most in goals.items() if what.startswith(name)), None)
        row = _fact(f"{title}: {what}", round(value, 2), goal or 0)
        rows.append(row | ({"goal": "", "reached": None} if goal is None else {}))
    return rows


def _share(measured: Measured, contender: str, usual: float) -> float:
    return round(measured.medians[contender] / usual, 3)


def _of_polling() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    with polling.polled() as token:
        for name in polling.LISTS:
            measured = polling.poll(name, token)
            rows += rows_of(f"/api/v1/{name}/, 50 rows", measured, {})
            rows += [_times(f"/api/v1/{name}/", measured, *pair) for pair in polling.PAIRS]
    return rows


def _of_chat() -> list[dict[str, Any]]:
    with chat.servers(TemplateDatabase("cities"), CLONE) as where:
        pair = chat.delivery(where, sockets=1, rounds=200)
        room = chat.delivery(where, sockets=chat.ROOM, rounds=25)
        whole = chat.sending(where)
        found = chat.reconnects(where)
    return [
        *rows_of("a message to one, from hint to seeing", pair, {chat.OURS: chat.ONE_TO_ONE}),
        *rows_of(f"a message to {chat.ROOM}, the last one", room, {chat.OURS: chat.TO_ALL}),
        *rows_of("a message to one, from sending to seeing", whole, {}),
        *_figures(f"{chat.RECONNECTS} reconnects at once", found, chat.GOALS),
    ]


def _times(what: str, measured: Measured, usual: str, ours: str) -> dict[str, Any]:
    """How many times the usual way ours is; no verdict where the floor was restless."""
    times = measured.medians[usual] / measured.medians[ours]
    fact = _fact(f"{what}: {ours}, times {usual}", round(times, 1), at_least=6)
    return fact | ({"reached": None, "doubtful": True} if measured.doubtful else {})


def _fact(
    what: str, value: float, goal: float = 0, *, at_least: float | None = None
) -> dict[str, Any]:
    if at_least is not None:
        return {
            "what": what,
            "value": value,
            "goal": f"≥ {at_least}",
            "reached": value >= at_least,
        }
    return {"what": what, "value": value, "goal": f"≤ {goal}", "reached": value <= goal}


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    table = Table("what", "contender", "ms", "× floor", "goal", "", title="Ostoja's figures")
    for row in rows:
        table.add_row(
            row["what"],
            row.get("contender", ""),
            str(row.get("milliseconds", row.get("value"))),
            str(row.get("ratio", "")),
            row["goal"],
            _verdict(row),
        )
    console = Console(width=120)
    console.print(table)
    for what in sorted({row["what"] for row in rows if row.get("doubtful")}):
        console.print(f"The floor of “{what}” moved by more than 20 %: the ratios are doubtful.")


def _verdict(row: Mapping[str, Any]) -> str:
    if row["reached"] is None:
        return "doubtful" if row["goal"] else ""
    return "reached" if row["reached"] else "missed"


PARTS: Mapping[str, Callable[[], list[dict[str, Any]]]] = {
    "entering": _of_entering,
    "lists": _of_lists,
    "desk": _of_desk,
    "report": _of_report,
    "suggesting": _of_suggesting,
    "polling": _of_polling,
    "pages": _of_pages,
    "cities": _of_cities,
    "chat": _of_chat,
}


def main() -> None:
    """Measure each part on a clone of the test cities, as they are on their first day.

    Whoever works on one part names it: ``PARTS=polling make bench``.
    """
    template = TemplateDatabase("cities")
    template.build(fresh_cities)
    rows: list[dict[str, Any]] = []
    for part in os.environ.get("PARTS", "").split() or PARTS:
        with template.cloned(CLONE):
            rows += PARTS[part]()
    show(rows)
    LOCAL.mkdir(exist_ok=True)
    (LOCAL / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2))


main()
