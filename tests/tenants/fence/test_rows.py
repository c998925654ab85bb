"""Rows of one city are neither changed in another nor tied to its rows."""

import asyncio
import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import models, transaction
from django.utils import timezone

from casework.partners.models import Location, Need, Organisation, Phone, Service
from tenants.fence import WrongCity, entered
from tests.cast import make_organisation

pytestmark = pytest.mark.django_db


def _need() -> Need:
    return Need.objects.earliest("position")


def _group() -> Group:
    return Group.objects.create(name="group")


def _session() -> Session:
    return Session.objects.create(session_key="x", session_data="x", expire_date=timezone.now())


CHANGES: dict[str, Callable[[Any], object]] = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=[row._meta.fields[1].name]),
    "delete": lambda row: row.delete(),
    "refresh_from_db": lambda row: row.refresh_from_db(),
    "asave": lambda row: asyncio.run(row.asave()),
    "adelete": lambda row: asyncio.run(row.adelete()),
    "arefresh_from_db": lambda row: asyncio.run(row.arefresh_from_db()),
    "a copy": lambda row: copy.copy(row).save(),
    "a pickled one": lambda row: pickle.loads(pickle.dumps(row)).save(),  # noqa: S301
    "as a new row": lambda row: _as_new(row).save(),
}


def _as_new(row: models.Model) -> models.Model:
    row.pk, row._state.adding = None, True
    return row


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("make", [_need, _group, _session])
def test_a_row_is_not_changed_in_another_city(
    make: Callable[[], models.Model], change: Callable[[Any], object]
) -> None:
    """Django's own rows too: a group's number means another group elsewhere."""
    with entered("gdansk"):
        row = make()
    with entered("gdynia"), pytest.raises(WrongCity):
        change(row)


def test_a_field_that_was_left_out_is_not_read_elsewhere() -> None:
    with entered("gdansk"):
        need = Need.objects.defer("name").earliest("position")
    with entered("gdynia"), pytest.raises(WrongCity):
        str(need.name)


FOLLOWS: dict[str, Callable[[Organisation], object]] = {
    "to many": lambda one: list(one.services.all()),
    "to many, added": lambda one: one.services.create(key="new"),
    "to many, got": lambda one: one.services.get_or_create(key="new"),
    "to one": lambda one: one.phones.get().organisation.full_clean(),
    "a library's row": lambda one: one.group.delete(),
}


@pytest.mark.parametrize("follow", FOLLOWS.values(), ids=list(FOLLOWS))
def test_a_relation_is_not_followed_elsewhere(follow: Callable[[Organisation], object]) -> None:
    with entered("gdansk"):
        one = make_organisation("here", "Here")
        Phone.objects.create(organisation=one, number="+48580000000")
    with entered("gdynia"), pytest.raises(WrongCity):
        follow(one)


TIES: dict[str, Callable[[Any, Any], object]] = {
    "new": lambda here, there: Location(organisation=there),
    "created": lambda here, there: Location.objects.create(organisation=there, key="x"),
    "assigned": lambda here, there: setattr(here.services.get(), "organisation", there),
    "a library's row": lambda here, there: setattr(here, "group", there.group),
    "added": lambda here, there: here.services.add(there.services_made),
    "added to many": lambda here, there: here.services.get().needs.add(there.need_made),
    "set": lambda here, there: here.services.get().needs.set([there.need_made]),
    "updated": lambda here, there: here.services.update(organisation=there),
    "in bulk": lambda here, there: Location.objects.bulk_create([there.place_made]),
    "in bulk, a library's row": lambda here, there: Group.objects.bulk_create(
        [there.group], ignore_conflicts=True
    ),
    "changed in bulk": lambda here, there: Location.objects.bulk_update(
        [there.place_in_bulk], ["name"]
    ),
    "made there in bulk, saved here": lambda here, there: there.place_in_bulk.save(),
    "a library's row made there in bulk": lambda here, there: there.group_in_bulk.save(),
    "made there, saved here": lambda here, there: there.place_made.save(),
}


def _with_rows(slug: str) -> Organisation:
    with entered(slug):
        one = make_organisation("body", "Body")
        one.services_made = Service.objects.create(organisation=one, key="x")  # type: ignore[attr-defined]
        one.need_made = _need()  # type: ignore[attr-defined]
        [one.place_in_bulk] = Location.objects.bulk_create(  # type: ignore[attr-defined]
            [Location(organisation=one, key="bulk")]
        )
        [one.group_in_bulk] = Group.objects.bulk_create([Group(name="bulk")])  # type: ignore[attr-defined]
        one.place_made = Location(organisation=one, key="new")  # type: ignore[attr-defined]
    return one


@pytest.mark.parametrize("tie", TIES.values(), ids=list(TIES))
def test_rows_of_two_cities_are_not_tied(tie: Callable[[Any, Any], object]) -> None:
    there, here = _with_rows("gdansk"), _with_rows("gdynia")
    with entered("gdynia"), pytest.raises(WrongCity):
        tie(here, there)


@pytest.mark.parametrize("tie", list(TIES.values())[1:], ids=list(TIES)[1:])
def test_rows_of_one_city_are_tied(tie: Callable[[Any, Any], object]) -> None:
    here = _with_rows("gdynia")
    with entered("gdynia"), transaction.atomic():
        tie(here, here)


def test_a_row_that_is_carried_as_text_belongs_where_it_is_read() -> None:
    with entered("gdansk"):
        text = serializers.serialize("json", [Need(key="carried")])
    with entered("gdynia"):
        [carried] = serializers.deserialize("json", text)
        carried.save()
        assert Need.objects.filter(key="carried").exists()
