"""People opening and changing cases at the very same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connection

from casework.cases.actions import add_note, change_case
from casework.cases.models import Case, Note
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast, make_cast

AT_ONCE = 8


def all_at_once(work: object) -> list[object]:
    """Run ``work(number)`` in several threads that start together; what each gave or raised."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> object:
        start.wait()
        with entered("gdansk"):
            try:
                return work(number)  # type: ignore[operator]
            except StaleObject as stale:
                return stale
            finally:
                connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def prepared() -> tuple[Cast, Case]:
    with entered("gdansk"):
        cast = make_cast()
        return cast, make_case(cast)


def test_cases_opened_at_once_get_different_numbers(committed_database: str) -> None:
    cast, _case = prepared()
    opened = all_at_once(lambda _number: make_case(cast).number)
    assert len(set(opened)) == AT_ONCE


def test_one_form_sent_by_eight_at_once_opens_one_case(committed_database: str) -> None:
    cast, _case = prepared()
    submission = uuid4()
    opened = all_at_once(lambda _number: make_case(cast, submission=submission).pk)
    assert len(set(opened)) == 1


def test_one_note_sent_by_eight_at_once_is_one(committed_database: str) -> None:
    cast, case = prepared()
    note: dict[str, Any] = {"text": "Raz", "visibility": "own", "group": cast.centre.group}
    note |= {"submission": uuid4(), "case": case, "by": cast.consultant}
    all_at_once(lambda _number: add_note(**note).pk)
    with entered("gdansk"):
        assert Note.objects.count() == 1


def test_of_eight_changes_at_once_one_wins_and_the_others_are_told(
    committed_database: str,
) -> None:
    cast, case = prepared()

    def change(number: int) -> object:
        summary = f"wersja {number}"
        return change_case(
            case=case, version=1, needs=[need(0)], summary=summary, by=cast.consultant
        )

    results = all_at_once(change)
    assert sum(isinstance(one, Case) for one in results) == 1
    assert sum(isinstance(one, StaleObject) for one in results) == AT_ONCE - 1
    with entered("gdansk"):
        assert Case.objects.get(pk=case.pk).version == 2
