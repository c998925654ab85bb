"""The visits of the demonstration, and the minutes of a blueprint, are loaded once."""

import pytest

from casework.visits.blueprint import export_settings, load_settings
from casework.visits.loading import load_visits
from casework.visits.models import Visit, VisitSettings
from casework.visits.tasks import watch_visits
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tenants.parts import Document, read_seed
from tests.casework.cases.situations import make_case
from tests.cast import Cast, make_organisation, make_person


@pytest.fixture
def seed(cast: Cast) -> Document:
    """Gdańsk's own, with the bodies, people and cases that it names."""
    found = read_seed("gdansk")
    rows = found["visits"]
    bodies = {key: make_organisation(key, key) for key in {row["organisation"] for row in rows}}
    [body] = bodies.values()
    for email in {email for row in rows for email in row["people"]}:
        User.objects.filter(email=email).delete()
        make_person(Role.CONSULTANT, body, email)
    for name in {row["pseudonym"] for row in rows if "pseudonym" in row}:
        make_case(cast, pseudonym=name)
    return found


def test_they_are_loaded_once_and_ring_for_nobody(seed: Document) -> None:
    load_visits(seed["visits"])
    load_visits(seed["visits"])
    assert Visit.objects.count() == len(seed["visits"]) >= 3
    assert {one.is_sample for one in Visit.objects.all()} == {True}
    assert set(Visit.objects.values_list("state", flat=True)) == {"planned", "over"}
    assert watch_visits.run() == 0


def test_the_citys_own_minutes_stay(cast: Cast) -> None:
    load_settings({"grace": 30})
    assert export_settings() == {"grace": 30, "remind": 5, "second": 10, "third": 20}
    VisitSettings.objects.update(version=2)
    load_settings({"grace": 50})
    assert VisitSettings.objects.get().grace == 30
