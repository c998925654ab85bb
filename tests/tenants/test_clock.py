"""The clock: each city at a moment of its own, none left out, none twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.cache import cache

from ostoja.celery import app
from tenants.clock import moment_of, moments_since, present_moment
from tenants.fence import entered_platform
from tenants.models import City, Stage
from tenants.tasks import fan_out
from tests.databases import CITIES

MINUTELY = "casework.referrals.tasks.expire_overdue"
NIGHTLY = "ostoja.privacy.retention.tasks.nightly"
MANY = [f"city-{number}" for number in range(380)]
NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
app.loader.import_default_modules()
STEP = timedelta(seconds=2)  # of the thirty moments of a minute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    with entered_platform():
        cache.delete_many([f"moment-of-{name}" for name in (MINUTELY, NIGHTLY)])


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schemas to which the clock sends."""
    schemas: list[str] = []
    monkeypatch.setattr(
        "tenants.fence.tasks.stand_in_line", lambda turn, **_: schemas.append(turn.schema)
    )
    return schemas


def _asked_at(*times: datetime, name: str = MINUTELY) -> Counter[int]:
    with entered_platform():
        return Counter(moment for time in times for moment in moments_since(name, time))


def test_hundreds_of_cities_are_spread_over_the_round() -> None:
    found = Counter(moment_of(slug, MINUTELY) for slug in MANY)
    assert set(found) == set(range(settings.CITY_MOMENTS))
    assert max(found.values()) <= 3 * len(MANY) / settings.CITY_MOMENTS
    assert [moment_of(slug, MINUTELY) for slug in MANY] != [
        moment_of(slug, NIGHTLY) for slug in MANY
    ]


def test_in_each_round_each_moment_comes_once() -> None:
    times = [NOW + STEP * number for number in range(61)]
    assert _asked_at(*times) == Counter({**dict.fromkeys(range(30), 2), 0: 3})


def test_asked_twice_at_once_a_moment_comes_once() -> None:
    assert _asked_at(NOW, NOW).total() == 1


def test_what_was_missed_is_made_up_for_once() -> None:
    late = NOW + STEP * 10
    assert _asked_at(NOW, late, late + STEP).total() == 12
    assert _asked_at(NOW + timedelta(days=3)) == Counter(range(30))


def test_a_clock_that_is_put_back_repeats_nothing() -> None:
    assert _asked_at(NOW, NOW - timedelta(hours=1), NOW).total() == 1


@pytest.mark.parametrize("day", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001
def test_the_night_has_its_moments_also_when_the_clock_changes(day: datetime) -> None:
    begin = day.replace(tzinfo=ZoneInfo("Europe/Warsaw")).astimezone(UTC)
    _asked_at(begin - timedelta(hours=12), name=NIGHTLY)
    times = [begin + timedelta(minutes=4 * number) for number in range(120)]
    assert _asked_at(*times, name=NIGHTLY) == Counter(range(30))
    assert present_moment(NIGHTLY, times[-1]) % 30 == 29


def test_every_running_city_is_reached_once_a_round(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with entered_platform():
        City.objects.filter(slug="gdynia").update(stage=Stage.SUSPENDED)
    for number in range(30):
        monkeypatch.setattr("tenants.tasks.timezone.now", lambda at=NOW + STEP * number: at)
        fan_out(MINUTELY)
    assert sorted(sent) == [f"city_{slug}" for slug in sorted(CITIES) if slug != "gdynia"]
