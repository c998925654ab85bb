"""The statistics page and its file: who is told what, of which days."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.intake.figures.files import figures_to_publish
from casework.intake.figures.periods import finished_months, key_of
from casework.intake.models import Conversation
from ostoja.audit.models import AuditEvent
from tests.casework.intake.figures.making import answered, came
from tests.casework.intake.reports import make_entry_point
from tests.cast import Cast, browser_of

PAGE, FILE = "/pl/staff/statistics/", "/pl/staff/statistics.csv"
MONTH = next(finished_months(timezone.localdate()))
NOON = datetime(MONTH.first.year, MONTH.first.month, 10, 11, tzinfo=UTC)
CANARY = "Kanarek-w-słowach"


@pytest.fixture(autouse=True)
def _nobody_wrote(cast: Cast) -> None:
    Conversation.objects.all().delete()


def fill(chats: int = 3, forms: int = 9) -> None:
    for at in range(chats):
        answered(came(NOON + timedelta(minutes=at), channel="chat"), after=5)
    for at in range(forms):
        came(NOON + timedelta(minutes=at))


def shown(cast: Cast, who: str, **query: str) -> str:
    page = browser_of(getattr(cast, who)).get(PAGE, query)
    assert page.status_code == 200, page.content
    return page.content.decode()


def numbers(text: str, table: str) -> list[str]:
    """What stands in the cells of the first column of numbers."""
    part = text.partition(f'id="figures-{table}"')[2].partition("</table>")[0]
    cells = part.split('<td class="govuk-table__cell"')[1::3]
    return [cell.partition("</span>")[2].partition("</td>")[0].strip() for cell in cells]


@pytest.mark.parametrize("who", ["coordinator", "supervisor", "analyst"])
def test_these_see_it(cast: Cast, who: str) -> None:
    fill()
    assert "Według godziny" in shown(cast, who, period=key_of(MONTH), compare="before")


@pytest.mark.parametrize("who", ["consultant", "partner_worker", "administrator", "officer"])
def test_for_others_it_is_not_there(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(PAGE).status_code == browser.get(FILE).status_code == 404


def test_whoever_reads_conversations_is_told_small_numbers_and_an_analyst_is_not(
    cast: Cast,
) -> None:
    fill()
    query = {"period": key_of(MONTH), "compare": "before"}
    assert numbers(shown(cast, "supervisor", **query), "channel")[:2] == ["9", "3"]
    assert numbers(shown(cast, "analyst", **query), "channel")[:2] == ["nie podajemy"] * 2


def test_an_analyst_cannot_choose_days_to_take_from_each_other(cast: Cast) -> None:
    fill()
    browser = browser_of(cast.analyst)
    for period in ("7", "30", "365", "own", key_of(MONTH) + "x", timezone.now().strftime("%Y-%m")):
        assert browser.get(PAGE, {"period": period, "compare": "before"}).status_code == 422


def test_charts_say_in_words_what_is_most_and_tables_have_all(cast: Cast) -> None:
    fill()
    text = shown(cast, "coordinator", period=key_of(MONTH), compare="before")
    assert text.count("<svg") >= 6 and "style=" not in text.partition("<main")[2]
    assert 'aria-label="Według sposobu kontaktu. Najwięcej: formularz, 9.' in text
    assert len(numbers(text, "hour")) == 24 and "12" in numbers(text, "hour")


def test_days_of_ones_own(cast: Cast) -> None:
    fill()
    day = NOON.date()
    parts = {f"first_{n}": str(getattr(day, n)) for n in ("day", "month", "year")}
    parts |= {f"last_{n}": str(getattr(day, n)) for n in ("day", "month", "year")}
    query = {"period": "own", "compare": "year", **parts}
    text = shown(cast, "coordinator", **query)
    assert numbers(text, "channel")[0] == "9"
    before = date(day.year - 1, day.month, day.day)
    assert f"{before.day}.{before:%m.%Y}" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "own", "compare": "before"},
        {"period": "x", "compare": "before"},
        {"period": "30", "compare": "x"},
        {"period": "\x00", "compare": "before"},
        {"period": ""},
    ],
)
def test_what_is_wrong_is_said(cast: Cast, wrong: dict[str, str]) -> None:
    page = browser_of(cast.coordinator).get(PAGE, wrong)
    assert page.status_code == 422 and "Błąd:" in page.content.decode()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (("2", "1", "2026"), ("1", "1", "2026")),
        (("1", "1", "2024"), ("2", "1", "2025")),
        (("1", "1", "2199"), ("2", "1", "2199")),
        (("31", "2", "2026"), ("1", "3", "2026")),
        (("1", "", "2026"), ("1", "3", "2026")),
    ],
)
def test_wrong_days_are_refused(cast: Cast, first: tuple[str, ...], last: tuple[str, ...]) -> None:
    names = ("day", "month", "year")
    parts = {f"first_{n}": value for n, value in zip(names, first, strict=True)}
    parts |= {f"last_{n}": value for n, value in zip(names, last, strict=True)}
    query = {"period": "own", "compare": "before", **parts}
    page = browser_of(cast.coordinator).get(PAGE, query)
    assert page.status_code == 422 and "Błąd:" in page.content.decode()


def test_where_nobody_wrote_the_page_is_kind(cast: Cast) -> None:
    text = shown(cast, "coordinator")
    assert (
        "W tych dniach nikt nie napisał" in text
        and "ostoja-chart" not in text.partition("<main")[2]
    )


def test_the_page_asks_little_of_the_database(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    fill()
    browser, query = browser_of(cast.coordinator), {"period": key_of(MONTH), "compare": "before"}
    browser.get(PAGE, query)
    with django_assert_max_num_queries(20):
        browser.get(PAGE, query)


def rows_of(cast: Cast, who: str) -> Iterator[list[str]]:
    page = browser_of(getattr(cast, who)).get(FILE, {"month": key_of(MONTH)})
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/csv")
    assert page.headers["Content-Disposition"].endswith(f'"ostoja-{key_of(MONTH)}.csv"')
    yield from csv.reader(io.StringIO(page.content.decode("utf-8-sig")), delimiter=";")


@pytest.mark.parametrize("who", ["coordinator", "supervisor", "analyst"])
def test_no_small_number_leaves_the_city_whoever_asks(cast: Cast, who: str) -> None:
    fill()
    told = {row[2]: row[4] for row in rows_of(cast, who)}
    assert told["received"] == "12" and told["channel:chat"] == told["channel:form"] == "#"
    assert told["channel:phone"] == "0" and told["median"] == "#"
    assert not {str(number) for number in range(1, 5)} & set(told.values())


def test_a_file_holds_no_person_and_no_formula(cast: Cast) -> None:
    row = came(NOON)
    row.messages.update(text=CANARY)
    text = "\n".join(";".join(one) for one in rows_of(cast, "analyst"))
    assert CANARY not in text and str(row.pk) not in text
    assert not [
        cell for one in rows_of(cast, "analyst") for cell in one if cell[:1] in "=+@" and cell
    ]


@pytest.mark.parametrize("month", ["", "2026-13", "2199-01", "x", "\x00"])
def test_a_month_that_is_not_over_is_no_file(cast: Cast, month: str) -> None:
    browser = browser_of(cast.analyst)
    assert browser.get(FILE, {"month": month}).status_code == 404
    this = timezone.localdate().strftime("%Y-%m")
    assert browser.get(FILE, {"month": this}).status_code == 404


def test_that_figures_left_the_city_is_on_record(cast: Cast) -> None:
    list(rows_of(cast, "analyst"))
    event = AuditEvent.objects.get(verb="figures.taken_out")
    assert (event.actor_id, event.details) == (cast.analyst.pk, {"month": key_of(MONTH)})


def told(cast: Cast, table: str) -> dict[str, int | None]:
    """The numbers of one table of the file, by their keys."""
    rows = [row for row in rows_of(cast, "analyst") if row[2].startswith(f"{table}:")]
    return {row[2].partition(":")[2]: None if row[4] == "#" else int(row[4]) for row in rows}


@pytest.mark.parametrize(
    ("calls", "visits", "mails", "chats"),
    [(1, 0, 0, 20), (1, 9, 6, 20), (2, 2, 0, 20), (3, 4, 1, 20), (20, 0, 3, 0), (0, 0, 2, 20)],
)
def test_two_tables_do_not_say_together_what_none_of_them_says(
    cast: Cast, calls: int, visits: int, mails: int, chats: int
) -> None:
    came_by = {"phone": calls, "visit": visits, "email": mails, "chat": chats}
    for channel, number in came_by.items():
        for at in range(number):
            row = came(NOON + timedelta(minutes=at), channel=channel)
            if channel in {"email", "chat"}:
                answered(row, after=5)
    by_channel, waits = told(cast, "channel"), told(cast, "waiting")
    for group, total in _sums(sum(came_by.values()), waits):
        away = [name for name in group if by_channel[name] is None]
        left = total - sum(by_channel[name] or 0 for name in group)
        assert not away or (left >= 5 and sum(came_by[name] > 0 for name in away) > 1)


def _sums(received: int, waits: dict[str, int | None]) -> Iterator[tuple[tuple[str, ...], int]]:
    """What the table of waits says: how many waited at all, and how many staff wrote down."""
    if None not in waits.values():
        waited = sum(number or 0 for number in waits.values())
        yield ("email", "chat"), waited
        yield ("phone", "visit"), received - waited


def test_a_month_beside_another_tells_nothing_more(cast: Cast) -> None:
    """Of equal numbers always the same ones go along, however the rows are ordered that month."""
    before = MONTH.before()
    points = {code: make_entry_point(code) for code in ("AAAAAA", "BBBBBB", "CCCCCC")}
    then = datetime(before.first.year, before.first.month, 10, 11, tzinfo=UTC)
    for moment, numbers_of in ((then, (2, 7, 7)), (NOON, (0, 6, 9))):
        for point, number in zip(points.values(), numbers_of, strict=True):
            for at in range(number):
                came(moment + timedelta(minutes=at), entry_point=point)
    [alone] = [one for one in figures_to_publish(before).tables if one.key == "entry_point"]
    [beside] = [one for one in figures_to_publish(MONTH).tables if one.key == "entry_point"]
    told = {row.key: row.now for row in alone.rows if row.key}
    assert sorted(told.values(), key=str) == [7, None, None]
    assert told == {row.key: row.then for row in beside.rows if row.key}


@pytest.mark.parametrize("who", ["coordinator", "analyst"])
def test_the_period_that_is_chosen_is_the_one_that_is_shown(cast: Cast, who: str) -> None:
    page = browser_of(getattr(cast, who)).get(PAGE)
    form, shown_now = page.context["form"], page.context["figures"].now
    chosen = form["period"].value()
    assert f'<option value="{chosen}" selected>' in page.content.decode()
    again = browser_of(getattr(cast, who)).get(PAGE, {"period": chosen, "compare": "before"})
    assert again.context["figures"].now == shown_now
    assert who == "analyst" or (chosen, shown_now.days) == ("30", 30)


def test_a_form_that_went_on_as_a_live_talk_is_counted_as_both(cast: Cast) -> None:
    fill(chats=2, forms=3)
    Conversation.objects.filter(channel="chat").update(chat_since=timezone.now())
    went_on = Conversation.objects.filter(channel="form").first()
    assert went_on is not None
    Conversation.objects.filter(pk=went_on.pk).update(chat_since=timezone.now())
    query = {"period": key_of(MONTH), "compare": "before"}
    text = shown(cast, "supervisor", **query)
    assert numbers(text, "live") == ["2", "1", "2"] and "potem na żywo" in text
    assert numbers(text, "channel")[:2] == ["3", "2"]
    assert 'id="figures-live"' not in shown(cast, "analyst", **query)
    assert "live" not in {table.key for table in figures_to_publish(MONTH).tables}
