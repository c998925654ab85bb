"""The load of a service ranks suggestions, and equals take turns."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils.translation import override

from casework.partners import load
from casework.partners.load import Load, load_of
from casework.partners.models import Service
from tests.casework.partners.builders import make_service, signatory
from tests.casework.partners.test_matching import CHECKED, found, keys

pytestmark = pytest.mark.usefixtures("gdansk")
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, Load]:
    """What the only room that counts says."""
    said: dict[UUID, Load] = {}
    monkeypatch.setattr(load, "_counts", [lambda services: said])
    return said


def make(key: str, **facts: object) -> Service:
    body = signatory(key, "Ta sama nazwa")
    return make_service(body, key, needs=["debt"], languages=["pl"], verified_on=CHECKED, **facts)


def reasons(service: Service) -> list[str]:
    [suggestion] = [one for one in found() if one.service.pk == service.pk]
    with override("en"):
        return [str(one.text) for one in suggestion.reasons if one.kind == "load"]


def test_among_equals_the_one_with_less_in_hand_comes_first(counted: dict[UUID, Load]) -> None:
    first, second, third = make("a"), make("b"), make("c")
    counted |= {first.pk: Load(2, NOW), second.pk: Load(1, NOW)}
    assert keys() == ["c", "b", "a"] and third.pk not in counted


def test_then_the_one_that_was_asked_longest_ago(counted: dict[UUID, Load]) -> None:
    first, second = make("a"), make("b")
    make("c")
    counted |= {first.pk: Load(0, NOW), second.pk: Load(0, NOW - timedelta(days=1))}
    assert keys() == ["c", "b", "a"]


def test_equals_take_turns(counted: dict[UUID, Load]) -> None:
    """Whoever is asked goes behind the others, so in a round each is asked once."""
    services = {one.key: one for one in (make("a"), make("b"), make("c"))}
    asked = []
    for turn in range(6):
        asked.append(keys()[0])
        counted[services[asked[-1]].pk] = Load(0, NOW + timedelta(minutes=turn))
    assert asked == ["a", "b", "c", "a", "b", "c"]


def test_a_full_one_comes_after_those_with_room_and_says_so(counted: dict[UUID, Load]) -> None:
    full, free = make("a", capacity=2), make("b", capacity=2)
    counted |= {full.pk: Load(2, NOW), free.pk: Load(1, NOW)}
    assert keys() == ["b", "a"]
    assert reasons(full) == ["Full. Open referrals: 2, places: 2"]
    assert reasons(free) == ["Has room. Open referrals: 1, places: 2"]


def test_a_full_one_is_not_hidden_and_goes_before_one_that_does_not_fit(
    counted: dict[UUID, Load],
) -> None:
    full = make("a", capacity=1)
    make("b", minimum_age=60)
    counted[full.pk] = Load(1, NOW)
    assert keys(age=30) == ["a", "b"]


def test_without_a_number_of_places_only_what_is_open_is_told(counted: dict[UUID, Load]) -> None:
    busy, idle = make("a"), make("b")
    counted[busy.pk] = Load(3, NOW)
    assert reasons(busy) == ["Referrals open there now: 3"] and reasons(idle) == []


def test_what_several_rooms_count_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    service = make("a")
    counts = [
        lambda services: {service.pk: Load(1, None)},
        lambda services: {service.pk: Load(2, NOW)},
    ]
    monkeypatch.setattr(load, "_counts", counts)
    assert load_of([service.pk]) == {service.pk: Load(3, NOW)}
