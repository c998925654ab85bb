"""Drafts of cities: kept page by page, never with lists of people, and not for ever."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.fence import entered_platform
from tenants.new_cities.actions import discard_draft, keep_draft
from tenants.new_cities.facts import LegalAct, NewCity, Table
from tenants.new_cities.models import KEPT, Draft
from tenants.privacy_notice.controller import Controller

pytestmark = pytest.mark.django_db
SOPOT = NewCity(
    "sopot",
    "Sopot",
    "msik",
    "admin@sopot.example",
    modules=["partners"],
    legal_act=LegalAct("Zarządzenie"),
    controller=Controller("MOPS"),
    staff=Table("kadra.csv", b"Anna Kanarek;anna@kanarek.example"),
)


@pytest.fixture(autouse=True)
def _platform() -> Any:
    with entered_platform():
        yield


def kept(new: NewCity = SOPOT, **given: Any) -> Draft:
    return keep_draft(**{"pk": uuid4(), "new": new, "version": None, "by": None, **given})


def test_what_was_said_comes_back_without_the_lists() -> None:
    draft = Draft.objects.get(pk=kept().pk)
    again = NewCity.from_draft(draft.facts)
    assert again.as_draft() == SOPOT.as_draft()
    assert again.staff is None
    assert "anarek" not in str(draft.facts)
    assert NewCity.from_draft(draft.facts, staff=SOPOT.staff).staff == SOPOT.staff


def test_a_page_sent_twice_keeps_one() -> None:
    pk = uuid4()
    kept(pk=pk)
    kept(pk=pk)
    assert Draft.objects.count() == 1


def test_the_second_of_two_is_told() -> None:
    draft = kept()
    keep_draft(pk=draft.pk, new=SOPOT, version=1, by=None)
    with pytest.raises(StaleObject):
        keep_draft(pk=draft.pk, new=SOPOT, version=1, by=None)


def test_what_the_database_cannot_keep_is_made_visible() -> None:
    draft = kept(NewCity("so\x00pot", "\ud800", "", "", languages=["\x00"]))
    draft.refresh_from_db()
    assert draft.facts["slug"] == "so\N{REPLACEMENT CHARACTER}pot"
    assert draft.facts["languages"] == ["\N{REPLACEMENT CHARACTER}"]


def test_half_a_draft_of_an_older_version_is_read() -> None:
    assert NewCity.from_draft({"slug": "sopot", "legal_act": None, "gone": 1}).slug == "sopot"


def test_they_are_forgotten_after_a_month_and_discarded_at_once() -> None:
    old, new = kept(), kept()
    Draft.objects.filter(pk=old.pk).update(changed_at=timezone.now() - KEPT - timedelta(hours=1))
    keep_draft(pk=new.pk, new=SOPOT, version=1, by=None)
    assert list(Draft.objects.values_list("pk", flat=True)) == [new.pk]
    discard_draft(draft=new, by=None)
    assert not Draft.objects.exists()
    assert AuditEvent.objects.filter(verb="draft.discarded").count() == 1
