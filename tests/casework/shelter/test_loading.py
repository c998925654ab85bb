"""The houses and stays of the demonstration are loaded once, and people's changes stay."""

from uuid import uuid5

import pytest

from casework.referrals.loading import NAMESPACE
from casework.shelter.loading import load_facilities, load_stays, load_waiting
from casework.shelter.models import Bed, Facility, Stay, Waiting
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tenants.parts import Document, read_seed
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import day
from tests.cast import Cast, make_organisation, make_person


@pytest.fixture
def seed(cast: Cast) -> Document:
    """Gdańsk's own data, with the bodies, people and cases that it names."""
    found = read_seed("gdansk")
    Facility.objects.all().delete()
    for key in {row["organisation"] for row in found["facilities"]}:
        make_organisation(key, key)
    rows = [*found["stays"], *found["waiting_for_beds"]]
    for email in {row["by"] for row in rows}:
        if not User.objects.filter(email=email).exists():
            make_person(Role.CONSULTANT, cast.centre, email)
    for key in {row["case"] for row in rows}:
        make_case(cast, submission=uuid5(NAMESPACE, f"case/{key}"))
    return found


def load(seed: Document) -> None:
    load_facilities(seed["facilities"])
    load_stays(seed["stays"])
    load_waiting(seed["waiting_for_beds"])


def test_the_hostel_has_ten_beds_as_its_source_says(seed: Document) -> None:
    load(seed)
    hostel = Facility.objects.get(key="oik-hostel")
    assert (hostel.beds.count(), hostel.is_sample, hostel.source != "") == (10, False, True)
    assert not Bed.objects.filter(is_sample=False).exists()
    assert not Facility.objects.exclude(pk=hostel.pk).filter(is_sample=False).exists()


def test_loaded_twice_is_loaded_once_and_changes_stay(seed: Document) -> None:
    load(seed)
    Facility.objects.filter(key="oik-hostel").update(name="Inna nazwa")
    Waiting.objects.update(ended_at="2026-01-01T00:00Z", end="not_needed")
    before = Stay.objects.count(), Bed.objects.count(), Waiting.objects.count()
    load(seed)
    assert (Stay.objects.count(), Bed.objects.count(), Waiting.objects.count()) == before
    assert Facility.objects.filter(name="Inna nazwa").count() == 1
    assert not Waiting.objects.filter(ended_at=None).exists()


def test_nothing_of_the_demonstration_has_run_over(seed: Document) -> None:
    """Nothing negative is told of a real body."""
    load(seed)
    assert not Stay.objects.filter(planned_end_on__lte=day()).exists()
    assert all(stay.is_sample for stay in Stay.objects.all())
