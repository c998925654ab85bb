"""Two people on one board see each other's lines at once; a hint says nothing of anybody."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from casework.incidents import actions, sockets
from casework.incidents.models import Incident, Mobilisation
from casework.incidents.refusals import IncidentRefused
from ostoja.accounts.models import Membership
from ostoja.ui.city import forget
from tenants.fence import entered
from tenants.fence.asynchronous import in_city
from tenants.profile.models import CityProfile
from tests.casework.incidents.making import (
    call_up,
    make_incident,
    make_people,
    people_facts,
)
from tests.casework.intake.chat.serving import Client, opened, run, server, session_of, status_of
from tests.cast import Cast, make_cast

CHANGED = {"type": "changed"}


@dataclass
class Board:
    """The port of the server, the cast of Gdańsk and its incident."""

    port: int
    cast: Cast
    incident: Incident

    @property
    def path(self) -> str:
        return f"/ws/staff/incidents/{self.incident.pk}/"


@pytest.fixture
def board(committed_database: str) -> Iterator[Board]:
    with entered("gdansk"):
        cast = make_cast()
        incident = make_incident(cast)
    with server() as port:
        yield Board(port, cast, incident)


def session_for(board: Board, who: str) -> str:
    with entered("gdansk"):
        return session_of(getattr(board.cast, who))


async def listening(board: Board, session: str) -> Client:
    client = await opened(board.port, board.path, session=session)
    assert await client.next() == CHANGED
    await heard(client)
    return client


async def heard(client: Client) -> list[dict[str, Any]]:
    """What comes until it is silent for longer than the pause between two hints."""
    found: list[dict[str, Any]] = []
    while True:
        try:
            async with asyncio.timeout(1.3):
                found.append(await client.next())
        except TimeoutError:
            return found


def add_line(board: Board) -> None:
    make_people(board.cast, board.incident, label="Rodzina Tajna")


def change_line(board: Board) -> None:
    row = board.incident.people.get()
    facts = people_facts(board.cast, label="Rodzina Inna")
    del facts["submission"]
    actions.change_people(people=row, version=row.version, **facts)


def remove_line(board: Board) -> None:
    row = board.incident.people.get()
    actions.remove_people(people=row, version=row.version, by=board.cast.consultant)


def log(board: Board) -> None:
    actions.add_entry(
        submission=uuid4(),
        incident=board.incident,
        text="Tajne.",
        for_partners=False,
        by=board.cast.consultant,
    )


def count(board: Board) -> None:
    found = Incident.objects.get(pk=board.incident.pk)
    numbers = dict.fromkeys(("affected", "injured", "evacuated", "sheltered", "missing"), 3)
    actions.change_numbers(
        incident=found, version=found.version, by=board.cast.coordinator, **numbers
    )


def start(board: Board) -> None:
    found = Incident.objects.get(pk=board.incident.pk)
    actions.start_incident(incident=found, version=found.version, by=board.cast.coordinator)


def call(board: Board) -> None:
    call_up(board.cast, board.incident)


def confirm(board: Board) -> None:
    row = Mobilisation.objects.get()
    actions.confirm(mobilisation=row, version=row.version, by=board.cast.partner_worker)


def leave(board: Board) -> None:
    actions.end_with_agreement(mobilisation=Mobilisation.objects.get(), by=board.cast.coordinator)


CHANGES: tuple[Callable[[Board], None], ...] = (
    add_line,
    change_line,
    remove_line,
    log,
    count,
    start,
    call,
    confirm,
    leave,
)


def test_each_change_rings_on_the_others_board_and_says_no_more(board: Board) -> None:
    session = session_for(board, "supervisor")

    async def test() -> None:
        client = await listening(board, session)
        for change in CHANGES:
            await in_city("gdansk", change, board)
            assert await heard(client) == [CHANGED], change.__name__

    run(test)


def test_what_is_refused_and_another_incident_ring_not(board: Board) -> None:
    session = session_for(board, "supervisor")
    with entered("gdansk"):
        other = Board(board.port, board.cast, make_incident(board.cast, name="Inne"))

    async def test() -> None:
        client = await listening(board, session)
        await in_city("gdansk", add_line, other)
        await in_city("gdansk", _refused, board)
        assert await heard(client) == []

    run(test)


def _refused(board: Board) -> None:
    with pytest.raises(IncidentRefused):
        make_people(board.cast, board.incident, number=0)


@pytest.mark.parametrize("who", ["administrator", "analyst", "partner_worker"])
def test_who_does_not_see_the_incident_hears_nothing(board: Board, who: str) -> None:
    session = session_for(board, who)

    async def test() -> None:
        assert await status_of(board.port, board.path, session=session) == 403
        assert await status_of(board.port, board.path) == 403

    run(test)


def test_a_partner_hears_while_it_is_called_up(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "ASKED_EVERY", 0.2)
    with entered("gdansk"):
        call(board)
    session = session_for(board, "partner_worker")

    async def test() -> None:
        client = await listening(board, session)
        await in_city("gdansk", leave, board)
        assert await client.closed() == 4403

    run(test)


def test_who_loses_the_role_and_a_city_without_the_module(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "ASKED_EVERY", 0.2)
    session = session_for(board, "supervisor")

    async def test() -> None:
        client = await listening(board, session)
        await in_city("gdansk", lambda: Membership.objects.all().delete())
        assert await client.closed() == 4403
        await in_city("gdansk", lambda: CityProfile.objects.update(modules=["cases"]))
        forget()
        other = await in_city("gdansk", session_of, board.cast.coordinator)
        assert await status_of(board.port, board.path, session=other) == 403

    run(test)
    forget()
