"""Every rule that the database itself holds about partners, each tried from both sides."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from casework.partners.models import (
    Activity,
    Application,
    Location,
    Need,
    Organisation,
    OrganisationMerge,
    PartnerRules,
    Phone,
    Service,
    ToldApart,
)
from tests.casework.partners.builders import hours, make_location, make_service, signatory
from tests.cast import make_organisation

pytestmark = pytest.mark.usefixtures("gdansk")
EARLY, LATE = date(2026, 7, 1), date(2026, 8, 31)


def aged(lowest: int | None, highest: int | None) -> Callable[[], object]:
    return lambda: make_service(signatory("body"), minimum_age=lowest, maximum_age=highest)


def opened(opens: str, closes: str) -> Callable[[], object]:
    return lambda: hours(make_service(signatory("body")), ["MO"], opens, closes)


def lasting(first: date | None, last: date | None) -> Callable[[], object]:
    days = {"valid_from": first, "valid_to": last}
    return lambda: hours(make_service(signatory("body")), ["MO"], "08:00", "12:00", **days)


def numbers(*dialled: str) -> Callable[[], object]:
    def make() -> None:
        body = signatory("body")
        for number in dialled:
            Phone.objects.create(organisation=body, number=number, display=number)

    return make


def known_by(**number: str) -> Callable[[], object]:
    return lambda: signatory("body", **number)


def decided(state: str, *, when: bool) -> Callable[[], object]:
    at = datetime(2026, 11, 23, tzinfo=UTC) if when else None
    return lambda: Application.objects.create(name="Ktoś", kind="ngo", state=state, decided_at=at)


def going_on(first: date | None, last: date | None) -> Callable[[], object]:
    days = {"starts_on": first, "ends_on": last, "access": "open"}
    return lambda: Activity.objects.create(organisation=signatory("body"), **days)


def rules(**facts: Any) -> Callable[[], object]:
    return lambda: PartnerRules.objects.create(**facts)


def merged(*, twice: bool = False, same: bool = False) -> Callable[[], object]:
    def make() -> None:
        kept, other, double = (signatory(key) for key in ("kept", "other", "double"))
        for body in (kept, other) if twice else (double if same else kept,):
            facts = {"submission": uuid4(), "before": {}}
            OrganisationMerge.objects.create(kept=body, merged=double, **facts)

    return make


def apart(*, reverse: bool = False, times: int = 1) -> Callable[[], object]:
    def make() -> None:
        both = (signatory("one"), signatory("other"))
        first, second = sorted(both, key=lambda one: one.pk, reverse=reverse)
        for _time in range(times):
            ToldApart.objects.create(first=first, second=second)

    return make


REFUSED: dict[str, list[Callable[[], object]]] = {
    "service_ages_in_order": [aged(18, 17), aged(1, 0)],
    "free_places_were_said_on_a_day": [lambda: make_service(signatory("body"), free_places=0)],
    "application_decided_has_a_time": [
        decided("received", when=True),
        decided("accepted", when=False),
    ],
    "activity_days_in_order": [going_on(LATE, EARLY)],
    "partner_rules_are_one": [rules(only=False)],
    "records_are_confirmed_within_two_years": [
        rules(confirm_every_days=6),
        rules(confirm_every_days=731),
    ],
    "schedule_opens_before_it_closes": [opened("10:00", "10:00"), opened("20:00", "06:00")],
    "schedule_period_in_order": [lasting(LATE, EARLY)],
    "phone_once_for_a_body": [numbers("112", "112")],
    "nip_has_ten_digits": [known_by(nip="583000000"), known_by(nip="583-000-00")],
    "regon_has_nine_or_fourteen_digits": [known_by(regon=one * "1") for one in (8, 10, 13)],
    "body_merged_once": [merged(twice=True)],
    "body_merge_of_two": [merged(same=True)],
    "bodies_told_apart_once": [apart(times=2)],
    "bodies_told_apart_in_order": [apart(reverse=True)],
}
TAKEN: dict[str, list[Callable[[], object]]] = {
    "service_ages_in_order": [aged(18, 18), aged(0, 120), aged(None, 17), aged(18, None)],
    "free_places_were_said_on_a_day": [
        lambda: make_service(signatory("body"), free_places=0, free_said_on=EARLY)
    ],
    "application_decided_has_a_time": [
        decided("received", when=False),
        decided("refused", when=True),
    ],
    "activity_days_in_order": [
        going_on(EARLY, LATE),
        going_on(EARLY, EARLY),
        going_on(None, LATE),
        going_on(EARLY, None),
    ],
    "partner_rules_are_one": [rules()],
    "records_are_confirmed_within_two_years": [
        rules(confirm_every_days=7),
        rules(confirm_every_days=730),
    ],
    "schedule_opens_before_it_closes": [opened("00:00", "23:59"), opened("10:00", "10:01")],
    "schedule_period_in_order": [
        lasting(EARLY, LATE),
        lasting(EARLY, EARLY),
        lasting(EARLY, None),
        lasting(None, LATE),
    ],
    "phone_once_for_a_body": [numbers("112", "116111")],
    "nip_has_ten_digits": [known_by(nip=""), known_by(nip="5830000003")],
    "regon_has_nine_or_fourteen_digits": [known_by(regon=one * "1") for one in (0, 9, 14)],
    "body_merged_once": [merged()],
    "body_merge_of_two": [merged()],
    "bodies_told_apart_once": [apart()],
    "bodies_told_apart_in_order": [apart()],
}


def of_the_room() -> set[str]:
    found = apps.get_app_config("partners").get_models()
    return {constraint.name for model in found for constraint in model._meta.constraints}


def test_every_constraint_is_tried() -> None:
    assert set(REFUSED) == set(TAKEN) == of_the_room()


@pytest.mark.parametrize(
    ("name", "make"), [(name, one) for name, made in REFUSED.items() for one in made]
)
def test_what_breaks_the_rule_is_refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


@pytest.mark.parametrize(
    ("name", "make"), [(name, one) for name, made in TAKEN.items() for one in made]
)
def test_what_keeps_it_is_taken(name: str, make: Callable[[], object]) -> None:
    make()


def test_the_same_number_may_be_another_bodys() -> None:
    for key in ("one", "two"):
        Phone.objects.create(organisation=signatory(key), number="112", display="112")
    assert Phone.objects.count() == 2


class TestKeys:
    def twice(self, model: type[models.Model]) -> None:
        body = signatory("body")
        for _ in range(2):
            if model is Organisation:
                make_organisation("key", "Nazwa")
            elif model is Location:
                make_location(body, "key")
            elif model is Service:
                make_service(body, "key")
            else:
                Need.objects.create(key="key", name={"pl": "Potrzeba"})

    @pytest.mark.parametrize("model", [Organisation, Location, Service, Need])
    def test_no_two_rows_share_one(self, model: type[models.Model]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            self.twice(model)


class TestWhatGoesWithABody:
    def test_its_facts_go_and_its_group_stays(self) -> None:
        body = signatory("body")
        service = make_service(body, needs=["debt"])
        hours(service, ["MO"], "08:00", "12:00")
        service.locations.add(make_location(body))
        part = signatory("part", parent=body)
        group = body.group
        body.delete()
        part.refresh_from_db()
        group.refresh_from_db()
        assert part.parent is None and not Service.objects.exists()
        assert Need.objects.filter(key="debt").exists()

    def test_the_group_of_a_body_cannot_go_alone(self) -> None:
        body = signatory("body")
        with pytest.raises(models.ProtectedError):
            body.group.delete()
