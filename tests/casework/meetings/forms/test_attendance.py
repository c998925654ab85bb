"""Who came: only what a person changes is written."""

from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict

from casework.meetings.forms import AttendanceForm, InvitationsForm
from casework.meetings.forms.attendance import Changes
from casework.meetings.selectors import Presences, organisations_by_permanence
from casework.partners.models import Organisation
from tests.cast import Cast

Noted = dict[UUID, int | None]
Pks = set[UUID]


def sent(values: dict[str, Any] | None) -> QueryDict | None:
    if values is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def form_of(
    noted: Noted,
    values: dict[str, Any] | None = None,
    excused: Pks | None = None,
    invited: Pks | None = None,
) -> AttendanceForm:
    return AttendanceForm(
        sent(values),
        groups=organisations_by_permanence(),
        presences=Presences(came=noted, excused=excused or set(), invited=invited or set()),
    )


def shown(noted: Noted) -> dict[str, Any]:
    """What a browser sends when nothing is touched."""
    values = {"before": form_of(noted)["before"].value()}
    for pk, people in noted.items():
        values |= {f"came_{pk}": "on", f"people_{pk}": str(people or "")}
    return values


def changes(noted: Noted, values: dict[str, Any]) -> tuple[Noted, Pks]:
    form = form_of(noted, values)
    assert form.is_valid(), form.errors
    found = form.changes()
    assert not found.excused
    return found.came, found.not_there


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
    assert not form.is_valid() or form.changes() == Changes(came={cast.centre.pk: None})


def test_a_spoilt_number_in_the_memory_writes_what_is_on_the_page(cast: Cast) -> None:
    values = {"before": f"{cast.centre.pk}={'9' * 5000}", f"came_{cast.centre.pk}": "on"}
    assert changes({}, values) == ({cast.centre.pk: None}, set())


def test_a_short_name_is_quicker_to_find(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(short_name="Łąka")
    assert form_of({})[f"came_{cast.partner.pk}"].label == "Łąka"


def test_organisations_stand_in_their_groups(cast: Cast) -> None:
    form = form_of({cast.partner.pk: 2})
    ((_name, rows),) = form.rows()
    assert [row.came.label for row in rows] == [one.name for one in form.groups[0][1]]
    row = next(row for row in rows if row.came.label == cast.partner.name)
    assert row.came.value() is True and row.people.value() == 2


class TestExcused:
    def changes(self, excused: Pks, values: dict[str, Any], noted: Noted | None = None) -> Changes:
        form = form_of(noted or {}, values, excused=excused)
        assert form.is_valid(), form.errors
        return form.changes()

    def shown(self, excused: Pks) -> dict[str, Any]:
        before = form_of({}, excused=excused)["before"].value()
        return {"before": before, **{f"excused_{pk}": "on" for pk in excused}}

    def test_only_who_was_invited_or_is_excused_can_be(self, cast: Cast) -> None:
        form = form_of({}, invited={cast.partner.pk}, excused={cast.centre.pk})
        ((_name, rows),) = form.rows()
        offered = {row.came.label for row in rows if row.excused}
        assert offered == {cast.partner.name, cast.centre.name}

    def test_untouched_means_unchanged(self, cast: Cast) -> None:
        excused = {cast.centre.pk}
        assert self.changes(excused, self.shown(excused)) == Changes()

    def test_a_tick_excuses_and_its_absence_takes_back(self, cast: Cast) -> None:
        values = self.shown({cast.centre.pk}) | {f"excused_{cast.partner.pk}": "on"}
        del values[f"excused_{cast.centre.pk}"]
        found = self.changes({cast.centre.pk}, values)
        assert found == Changes(excused={cast.partner.pk}, not_there={cast.centre.pk})

    def test_who_was_excused_may_come_after_all(self, cast: Cast) -> None:
        values = self.shown({cast.centre.pk}) | {f"people_{cast.centre.pk}": "2"}
        del values[f"excused_{cast.centre.pk}"]
        assert self.changes({cast.centre.pk}, values) == Changes(came={cast.centre.pk: 2})

    def test_who_came_by_mistake_is_excused(self, cast: Cast) -> None:
        pk = cast.centre.pk
        values = {"before": f"{pk}=2", f"excused_{pk}": "on"}
        assert self.changes(set(), values, {pk: 2}) == Changes(excused={pk})

    def test_nobody_came_and_was_excused(self, cast: Cast) -> None:
        pk = cast.centre.pk
        form = form_of({}, {f"came_{pk}": "on", f"excused_{pk}": "on", f"people_{pk}": "3"})
        assert list(form.errors) == [f"people_{pk}"]
        assert form[f"people_{pk}"].value() == "3" and form[f"excused_{pk}"].value()

    def test_a_tick_stays_where_the_invitation_was_taken_back_meanwhile(self, cast: Cast) -> None:
        values = {f"excused_{cast.partner.pk}": "on"}
        assert self.changes(set(), values) == Changes(excused={cast.partner.pk})


class TestInvitations:
    def form(self, invited: Pks, values: dict[str, Any] | None = None) -> InvitationsForm:
        groups = organisations_by_permanence()
        return InvitationsForm(sent(values), groups=groups, invited=invited)

    def changes(self, invited: Pks, values: dict[str, Any]) -> tuple[Pks, Pks]:
        form = self.form(invited, values)
        assert form.is_valid(), form.errors
        return form.changes()

    def test_who_is_invited_is_ticked(self, cast: Cast) -> None:
        form = self.form({cast.partner.pk})
        assert form["group_0"].value() == [str(cast.partner.pk)]
        assert len(form.fields["group_0"].choices) == 4  # type: ignore[attr-defined]

    def test_permanent_and_occasional_members_stand_apart(self, cast: Cast) -> None:
        Organisation.objects.filter(pk=cast.centre.pk).update(permanence="occasional")
        form = self.form(set())
        assert [len(form.fields[f"group_{one}"].choices) for one in (0, 1)] == [3, 1]  # type: ignore[attr-defined]

    def test_ticks_are_added_and_taken_back(self, cast: Cast) -> None:
        before = self.form({cast.partner.pk})["before"].value()
        values = {"before": before, "group_0": [str(cast.centre.pk), str(cast.other_partner.pk)]}
        assert self.changes({cast.partner.pk}, values) == (
            {cast.centre.pk, cast.other_partner.pk},
            {cast.partner.pk},
        )

    def test_whom_somebody_else_invited_meanwhile_is_left_alone(self, cast: Cast) -> None:
        values = {"before": "", "group_0": [str(cast.centre.pk)]}
        assert self.changes({cast.partner.pk}, values) == ({cast.centre.pk}, set())

    @pytest.mark.parametrize("value", ["x", "\x00", "00000000-0000-4000-8000-000000000000"])
    def test_who_is_not_on_the_list_is_refused(self, cast: Cast, value: str) -> None:
        form = self.form(set(), {"group_0": [value, str(cast.centre.pk)]})
        assert form.errors["group_0"] == ["Wybierz odpowiedź z listy."]
        assert str(cast.centre.pk) in form["group_0"].value()
