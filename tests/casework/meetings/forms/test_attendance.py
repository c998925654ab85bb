"""Who came: only what a person changes is written."""

from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict

from casework.meetings.forms import AttendanceForm
from casework.meetings.selectors import organisations_by_permanence
from casework.partners.models import Organisation
from tests.cast import Cast

Noted = dict[UUID, int | None]


def form_of(noted: Noted, values: dict[str, Any] | None = None) -> AttendanceForm:
    data = None
    if values is not None:
        data = QueryDict(mutable=True)
        data.update(values)
    return AttendanceForm(data, groups=organisations_by_permanence(), noted=noted)


def shown(noted: Noted) -> dict[str, Any]:
    """What a browser sends when nothing is touched."""
    values = {"before": form_of(noted)["before"].value()}
    for pk, people in noted.items():
        values |= {f"came_{pk}": "on", f"people_{pk}": str(people or "")}
    return values


def changes(noted: Noted, values: dict[str, Any]) -> tuple[Noted, set[UUID]]:
    form = form_of(noted, values)
    assert form.is_valid(), form.errors
    return form.changes()


def test_untouched_means_unchanged(cast: Cast) -> None:
    noted = {cast.partner.pk: 2, cast.centre.pk: None}
    assert changes(noted, shown(noted)) == ({}, set())


def test_a_tick_adds_and_its_absence_takes_back(cast: Cast) -> None:
    noted: Noted = {cast.partner.pk: None}
    values = shown(noted) | {f"came_{cast.centre.pk}": "on"}
    del values[f"came_{cast.partner.pk}"]
    assert changes(noted, values) == ({cast.centre.pk: None}, {cast.partner.pk})


def test_a_number_alone_is_a_tick(cast: Cast) -> None:
    assert changes({}, {f"people_{cast.centre.pk}": "3"}) == ({cast.centre.pk: 3}, set())


def test_a_number_left_behind_is_no_tick(cast: Cast) -> None:
    noted: Noted = {cast.partner.pk: 2}
    values = shown(noted)
    del values[f"came_{cast.partner.pk}"]
    assert changes(noted, values) == ({}, {cast.partner.pk})


def test_a_new_number_is_a_change(cast: Cast) -> None:
    noted: Noted = {cast.partner.pk: 2}
    values = shown(noted) | {f"people_{cast.partner.pk}": "4"}
    assert changes(noted, values) == ({cast.partner.pk: 4}, set())


def test_what_another_phone_ticked_meanwhile_is_left_alone(cast: Cast) -> None:
    values = shown({}) | {f"came_{cast.centre.pk}": "on"}
    now: Noted = {cast.partner.pk: 2}
    assert changes(now, values) == ({cast.centre.pk: None}, set())


@pytest.mark.parametrize("people", ["0", "-1", "1000", "dwoje", "2.5", "\x00", "9" * 5000])
def test_a_number_that_cannot_be_is_refused(cast: Cast, people: str) -> None:
    name = f"people_{cast.centre.pk}"
    form = form_of({}, {name: people, f"came_{cast.partner.pk}": "on"})
    assert list(form.errors) == [name]
    assert form[f"came_{cast.partner.pk}"].value()


@pytest.mark.parametrize("before", ["x", "x=1,,=", "=" * 99, "\x00"])
def test_a_spoilt_memory_harms_nobody(cast: Cast, before: str) -> None:
    values = {"before": before, f"came_{cast.centre.pk}": "on"}
    form = form_of({}, values)
    assert not form.is_valid() or form.changes() == ({cast.centre.pk: None}, set())


def test_a_spoilt_number_in_the_memory_is_none(cast: Cast) -> None:
    values = {"before": f"{cast.centre.pk}={'9' * 5000}", f"came_{cast.centre.pk}": "on"}
    assert changes({}, values) == ({}, set())


def test_a_short_name_is_quicker_to_find(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(short_name="Łąka")
    assert form_of({})[f"came_{cast.partner.pk}"].label == "Łąka"


def test_organisations_stand_in_their_groups(cast: Cast) -> None:
    form = form_of({cast.partner.pk: 2})
    ((_name, rows),) = form.rows()
    assert [row.came.label for row in rows] == [one.name for one in form.groups[0][1]]
    row = next(row for row in rows if row.came.label == cast.partner.name)
    assert row.came.value() is True and row.people.value() == 2
