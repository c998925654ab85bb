"""Prevention activities: staff write them down, residents read them until their last day."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners.models import Activity
from tests.casework.partners.builders import make_location
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of

PUBLIC = "/{}/partners/activities/"


def answers(**more: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "title_pl": "Grupa dla rodziców",
        "times_pl": "wtorki 17:00",
        "access": "sign_up",
        **more,
    }


def make(cast: Cast, title: str = "Grupa", **facts: Any) -> Activity:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    texts = {"title": {"pl": title}, "times": {"pl": "wtorki"}, "access": "open"}
    return Activity.objects.create(organisation=cast.partner, **{**texts, **facts})


def public(language: str = "pl") -> str:
    return text(Client(HTTP_HOST="gdansk.localhost").get(PUBLIC.format(language)))


def test_it_is_added_changed_and_removed(coordinator: Client, cast: Cast) -> None:
    place = make_location(cast.partner)
    path = address("activity_new", cast.partner.pk)
    sent = answers(location=str(place.pk))
    for _ in range(2):
        assert coordinator.post(path, sent).status_code == 302
    made = Activity.objects.get()
    assert made.location == place and made.access == "sign_up"
    record = text(coordinator.get(address("partner_staff", cast.partner.pk)))
    assert "Grupa dla rodziców" in record and "Po zapisaniu się" in record
    edit = address("activity_edit", made.pk)
    assert coordinator.get(edit).status_code == 200
    assert coordinator.post(edit, answers(version="1", access="referral")).status_code == 302
    assert coordinator.post(edit, answers(version="1", access="open")).status_code == 422
    remove = address("activity_remove", made.pk)
    assert coordinator.post(remove, {"version": "2"}).status_code == 302
    assert not Activity.objects.exists()


def test_days_stand_in_order(coordinator: Client, cast: Cast) -> None:
    first = {"starts_on_day": "2", "starts_on_month": "3", "starts_on_year": "2027"}
    last = {"ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2027"}
    refused = coordinator.post(address("activity_new", cast.partner.pk), answers(**first, **last))
    assert refused.status_code == 422
    assert "Ostatni dzień nie może być wcześniejszy niż pierwszy." in text(refused)


def test_only_those_who_keep_partners_write(cast: Cast) -> None:
    path = address("activity_new", cast.partner.pk)
    assert browser_of(cast.partner_worker).get(path).status_code == 404


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_residents_read_them_in_four_languages(cast: Cast, language: str) -> None:
    make(cast, "Grupa wsparcia")
    page = public(language)
    assert "Grupa wsparcia" in page and cast.partner.name in page


def test_what_is_over_and_what_no_listed_body_does_is_not_shown(cast: Cast) -> None:
    today = timezone.localdate()
    make(cast, "Dziś ostatni raz", ends_on=today)
    over = make(cast, "Minęło", ends_on=today - timedelta(days=1))
    page = public()
    assert "Dziś ostatni raz" in page and "Minęło" not in page
    cast.partner.agreement_state = "suspended"
    cast.partner.save()
    page = public()
    assert "Dziś ostatni raz" not in page and "Teraz nic tu nie ma." in page
    assert Activity.objects.filter(pk=over.pk).exists()


def test_queries_do_not_grow(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        make(cast, f"Grupa {number}")
    public()
    with django_assert_max_num_queries(8):
        public()
