"""Who is told that a case went to somebody else, or goes on."""

from uuid import uuid4

import pytest

from casework.cases.actions import close_case, release_case, reopen_case, take_case
from casework.cases.models import Case
from casework.cases.notices import REOPENED, TAKEN_OVER, numbers
from ostoja.notifications.models import Notification
from tests.casework.cases.situations import make_case
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case on which the consultant works."""
    return make_case(cast)


def told() -> list[tuple[str, str]]:
    """Who was told what."""
    rows = Notification.objects.values_list("person__email", "kind")
    return sorted((email.partition("@")[0], kind) for email, kind in rows)


def test_who_worked_on_it_learns_that_a_colleague_took_it(cast: Cast, case: Case) -> None:
    take_case(case=case, instead_of=cast.consultant.pk, by=cast.colleague)
    take_case(case=case, instead_of=None, by=cast.colleague)  # pressed twice
    assert told() == [("consultant", TAKEN_OVER.key)]


def test_who_gives_it_back_knows_and_others_are_told(cast: Cast, case: Case) -> None:
    release_case(case=case, by=cast.consultant)
    assert told() == []
    take_case(case=case, instead_of=None, by=cast.consultant)
    release_case(case=case, by=cast.colleague)
    assert told() == [("consultant", TAKEN_OVER.key)]


def test_its_last_worker_learns_that_it_was_reopened(cast: Cast, case: Case) -> None:
    need = case.needs.get()
    facts = {"submission": uuid4(), "group": cast.centre.group}
    closed = close_case(
        case=case,
        version=case.version,
        answers={need.pk: "met"},
        how_it_ended="Dobrze.",
        by=cast.consultant,
        **facts,  # type: ignore[arg-type]
    )
    again = {"submission": uuid4(), "group": cast.centre.group, "reason": "Wróciło", "needs": []}
    for _ in range(2):
        reopen_case(case=closed, version=closed.version, by=cast.colleague, **again)  # type: ignore[arg-type]
    assert told() == [("consultant", REOPENED.key)]


def test_a_case_is_called_by_its_number_for_who_may_see_it(cast: Cast, case: Case) -> None:
    assert numbers(cast.colleague, {case.pk, uuid4()}) == {case.pk: case.number}
    assert numbers(cast.stranger, {case.pk}) == {}
