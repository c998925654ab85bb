"""What a city must have, item by item: missing at first, then done, then undone again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accessibility.statement.models import Edition
from casework.intake.models import EntryPoint
from casework.roster.models import Shift
from ostoja.accounts.models import Membership
from ostoja.ui import city
from tenants import readiness
from tenants.fence import entered
from tenants.onboarding import NewCity, onboard
from tenants.privacy_notice.models import PrivacyNotice
from tenants.profile.actions import answer_grants
from tenants.profile.models import CityProfile, GrantNotice, PhoneNumber
from tenants.profile.selectors import profile
from tenants.readiness import ReadinessCheck
from tests.accessibility.statement.making import everywhere
from tests.cast import Cast
from tests.tenants.opening.making import (
    confirm_facts,
    confirm_law,
    give_second_factor,
    make_ready,
    second_administrator,
)


def missing() -> set[str]:
    return {one.check.key for one in readiness.open_items()}


ALL = {
    "officer",
    "administrators",
    "privacy_notice",
    "statement",
    "numbers",
    "grants",
    "on_duty",
}


@pytest.mark.django_db
def test_a_new_city_lacks_what_only_its_own_people_can_say() -> None:
    onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example", teryt="2264"))
    with entered("sopot"):
        items = readiness.items()
        assert missing() == ALL  # the blueprint brings the website as an entry point
        assert [one.check.order for one in items] == sorted(one.check.order for one in items)
        assert all(one.url.startswith("/") and str(one.check.explains) for one in items)


def test_it_is_ready_once_all_is_there(cast: Cast) -> None:
    make_ready(cast)
    assert missing() == set()
    assert {one.check.key for one in readiness.items()} == {*ALL, "entry_point"}


def test_whoever_has_not_signed_in_with_a_second_factor_does_not_count(cast: Cast) -> None:
    second = second_administrator()
    give_second_factor(cast.administrator)
    assert {"officer", "administrators"} <= missing()
    give_second_factor(cast.officer, second)
    assert not {"officer", "administrators"} & missing()
    second.is_active = False
    second.save()
    assert "administrators" in missing()


def _one_role_twice(cast: Cast) -> None:
    Membership.objects.create(user=cast.administrator, role="city-admin", group=cast.centre.group)


def test_one_person_with_the_role_twice_is_one_administrator(cast: Cast) -> None:
    give_second_factor(cast.administrator)
    _one_role_twice(cast)
    assert "administrators" in missing()


UNDONE: dict[str, Callable[[], object]] = {
    "privacy_notice": lambda: PrivacyNotice.objects.update(confirmed_on=None),
    "statement": lambda: Edition.objects.all().delete(),
    "on_duty": lambda: Shift.objects.all().delete(),
    "entry_point": lambda: EntryPoint.objects.update(is_active=False),
    "numbers": lambda: PhoneNumber.objects.filter(number="112").update(confirmed_on=None),
    "grants": lambda: CityProfile.objects.update(grants_need_notice=None),
    "officer": lambda: Membership.objects.filter(role="dpo").delete(),
    "administrators": lambda: Membership.objects.filter(
        user__email="second-admin@city.example"
    ).delete(),
}


@pytest.mark.parametrize("key", UNDONE)
def test_what_is_undone_is_missing_again(cast: Cast, key: str) -> None:
    make_ready(cast)
    UNDONE[key]()
    assert missing() == {key}


def test_a_language_that_the_city_adds_is_missing_in_its_texts(cast: Cast) -> None:
    confirm_law(cast)
    texts = Edition.objects.get()
    texts.site_name = {"pl": "Witryna"}
    texts.save()
    assert "statement" in missing()
    CityProfile.objects.update(languages=["pl"])
    assert "statement" not in missing()


def test_after_a_year_somebody_must_call_the_numbers_again(cast: Cast) -> None:
    make_ready(cast)
    today = timezone.localdate()
    for days, is_missing in ((365, False), (366, True)):
        PhoneNumber.objects.update(confirmed_on=today - timedelta(days=days))
        assert ("numbers" in missing()) is is_missing


def test_an_entry_point_that_is_only_a_sample_is_none(cast: Cast) -> None:
    EntryPoint.objects.update(is_sample=True)
    assert "entry_point" in missing()


def test_a_city_without_the_form_needs_no_entry_point(cast: Cast) -> None:
    EntryPoint.objects.all().delete()
    CityProfile.objects.update(modules=["partners"])
    city.forget("gdansk")
    assert "entry_point" not in missing()


def test_a_grant_needs_its_words_in_every_language(cast: Cast) -> None:
    confirm_facts(cast.administrator)
    answer_grants(needed=True, version=profile().version, by=cast.administrator)
    assert "grants" in missing()
    notice = GrantNotice.objects.create(funder="Fundusz", text={"pl": "Sfinansowano"})
    assert "grants" in missing()
    notice.text = everywhere("Sfinansowano")
    notice.save()
    assert "grants" not in missing()


def test_a_room_adds_its_own(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_checks", {})
    duty = ReadinessCheck("duty", "Dyżur", "Ktoś odbiera.", "people", lambda: ["Nikogo nie ma."])
    readiness.register(duty)
    [item] = readiness.open_items()
    assert (item.check, item.missing, item.url) == (duty, ["Nikogo nie ma."], "/pl/staff/people/")
