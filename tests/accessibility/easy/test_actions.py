"""A city's own texts: changed, checked, given back; nobody overwrites somebody else."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accessibility.easy import selectors
from accessibility.easy.actions import change_easy_text, note_check, restore_easy_text
from accessibility.easy.models import EasyText
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.ui.easy import Line
from tests.cast import Cast

DAY = datetime.date(2026, 11, 2)
START: dict[str, Any] = {"page": "start", "language": "pl"}
LINES = [Line("Pomagamy w Gdańsku.", "heart"), Line("Zadzwoń.", "phone")]


def verbs() -> list[str]:
    rows = AuditEvent.objects.filter(verb__startswith="easy_text").order_by("at", "id")
    return list(rows.values_list("verb", flat=True))


def change(cast: Cast, version: int = 0, lines: list[Line] | None = None) -> EasyText:
    return change_easy_text(**START, version=version, lines=lines or LINES, by=cast.administrator)


def test_until_a_city_writes_its_own_the_platforms_text_is_shown(cast: Cast) -> None:
    shown = selectors.shown("start", "pl", shipped=False)
    assert shown is not None and shown.lines[0].picture == "home" and shown.checked_by == ""
    assert selectors.text("start", "pl").version == 0
    assert selectors.shown("nothing", "pl", shipped=False) is None


def test_a_change_makes_the_text_the_citys_own_in_that_language_alone(cast: Cast) -> None:
    assert change(cast).version == 1
    shown = selectors.shown("start", "pl", shipped=False)
    assert shown is not None and list(shown.lines) == LINES
    assert selectors.text("start", "uk").version == 0
    assert verbs() == ["easy_text.changed"]


def test_what_must_not_ask_the_database_has_the_platforms_text(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    change(cast)
    with django_assert_num_queries(0):
        shown = selectors.shown("start", "pl", shipped=True)
    assert shown is not None and shown.lines[0].picture == "home"


def test_the_second_of_two_people_is_told(cast: Cast) -> None:
    change(cast)
    with pytest.raises(StaleObject) as stale:
        change(cast, version=0, lines=[Line("Inaczej.")])
    assert stale.value.current.version == 1  # type: ignore[attr-defined]
    change(cast, version=1, lines=[Line("Inaczej.")])
    with pytest.raises(StaleObject):
        note_check(**START, version=1, checked_by="Koło", checked_on=DAY, by=cast.administrator)
    assert selectors.text("start", "pl").spoken == [Line("Inaczej.")]


def test_a_version_of_a_text_that_is_no_longer_the_citys_is_stale(cast: Cast) -> None:
    with pytest.raises(StaleObject) as stale:
        change(cast, version=3)
    assert stale.value.current.version == 0  # type: ignore[attr-defined]


def test_a_check_belongs_to_the_lines_that_were_checked(cast: Cast) -> None:
    row = note_check(**START, version=0, checked_by="Koło", checked_on=DAY, by=cast.administrator)
    assert (row.version, row.checked_by) == (1, "Koło")
    assert row.spoken[0].picture == "home", "it keeps the platform's lines as they were checked"
    same = change(cast, version=1, lines=row.spoken)
    assert same.checked_by == "Koło"
    other = change(cast, version=2)
    assert (other.checked_by, other.checked_on) == ("", None)
    assert verbs() == ["easy_text.checked", "easy_text.changed", "easy_text.changed"]


def test_a_check_by_nobody_has_no_day(cast: Cast) -> None:
    note_check(**START, version=0, checked_by="Koło", checked_on=DAY, by=cast.administrator)
    row = note_check(**START, version=1, checked_by="", checked_on=DAY, by=cast.administrator)
    assert (row.checked_by, row.checked_on) == ("", None)


def test_the_platforms_text_comes_back_once(cast: Cast) -> None:
    change(cast)
    restore_easy_text(**START, version=1, by=cast.administrator)
    restore_easy_text(**START, version=1, by=cast.administrator)
    assert selectors.text("start", "pl").version == 0
    assert verbs() == ["easy_text.changed", "easy_text.restored"]


def test_what_somebody_changed_meanwhile_is_not_deleted(cast: Cast) -> None:
    change(cast)
    change(cast, version=1, lines=[Line("Inaczej.")])
    with pytest.raises(StaleObject):
        restore_easy_text(**START, version=1, by=cast.administrator)
    assert selectors.text("start", "pl").version == 2


@pytest.mark.parametrize(
    "facts", [{"checked_by": "Koło"}, {"checked_on": DAY}], ids=["no day", "nobody"]
)
def test_the_database_knows_who_checked_only_with_the_day(
    cast: Cast, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match="easy_text_checked"), transaction.atomic():
        EasyText.objects.create(**START, **facts)


def test_a_page_has_one_text_in_a_language(cast: Cast) -> None:
    EasyText.objects.create(**START)
    with pytest.raises(IntegrityError, match="easy_text_once"), transaction.atomic():
        EasyText.objects.create(**START)
