"""The board of an incident is heard in its own city alone, also where another has the same id."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from casework.incidents.actions import add_entry
from casework.incidents.models import Incident
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tenants.profile.models import CityProfile
from tests.casework.incidents.making import make_incident
from tests.casework.incidents.test_board_live import CHANGED, heard
from tests.casework.intake.chat.serving import opened, run, server, session_of, status_of
from tests.cast import make_cast
from tests.isolation.opened import MODULES

CITIES = ("gdansk", "gdynia")


@dataclass
class World:
    """Two cities, each with an incident of the same id and a supervisor's session."""

    port: int = 0
    incident: UUID = field(default_factory=uuid4)
    sessions: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def world(committed_database: str) -> Iterator[World]:
    found = World()
    for city in CITIES:
        with entered(city):
            CityProfile.objects.update(modules=MODULES)
            cast = make_cast()
            row = make_incident(cast)
            row.pk, row.submission = found.incident, uuid4()
            row.save(force_insert=True)
            found.sessions[city] = session_of(cast.supervisor, city)
    with server() as found.port:
        yield found


def test_the_same_id_in_two_cities_is_two_boards(world: World) -> None:
    path = f"/ws/staff/incidents/{world.incident}/"

    async def test() -> None:
        pages = {}
        for city, other in (CITIES, CITIES[::-1]):
            session = world.sessions[city]
            assert await status_of(world.port, path, other, session=session) == 403
            pages[city] = await opened(world.port, path, city, session=session)
            await heard(pages[city])
        for city, other in (CITIES, CITIES[::-1]):
            await in_city(city, _logged, world.incident)
            assert await heard(pages[city]) == [CHANGED]
            assert await heard(pages[other]) == []

    run(test)


def _logged(pk: UUID) -> None:
    add_entry(
        submission=uuid4(),
        incident=Incident.objects.get(pk=pk),
        text="canary",
        for_partners=False,
        by=None,
    )


@pytest.mark.parametrize("end", ["", "x/", "../", f"{'a' * 36}/", f"{UUID(int=7)}/"])
def test_what_is_no_incident_opens_nothing(world: World, end: str) -> None:
    async def test() -> None:
        path = f"/ws/staff/incidents/{end}"
        assert await status_of(world.port, path, session=world.sessions["gdansk"]) == 403

    run(test)
