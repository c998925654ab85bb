"""Two at the same moment: one takes the alarm, and who checks out is not lost to the clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connection

from casework.visits.actions import check_in, check_out, take_alarm
from casework.visits.models import Alarm, Visit
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import Notification
from tenants.fence import entered
from tests.casework.visits.making import look, make_inside, make_visit
from tests.cast import make_cast

ROUNDS = 5


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each gave, or the refusal."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        try:
            with entered("gdansk"):
                start.wait(timeout=60)
                return act()
        except StaleObject as stale:
            return stale
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_of_two_who_take_an_alarm_one_has_it(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
    for _round in range(ROUNDS):
        with entered("gdansk"):
            look(make_inside(cast, -21))
            take = partial(take_alarm, alarm=Alarm.objects.get(), version=1)
        found = at_once(partial(take, by=cast.supervisor), partial(take, by=cast.colleague))
        assert sorted(type(one).__name__ for one in found) == ["Alarm", "StaleObject"]
        with entered("gdansk"):
            assert Alarm.objects.get().taken_by in (cast.supervisor, cast.colleague)
            Visit.objects.all().delete()


def test_two_clocks_raise_one_alarm(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        visit = make_inside(cast, -21)
    assert sorted(map(bool, at_once(lambda: look(visit), lambda: look(visit)))) == [False, True]
    with entered("gdansk"):
        assert Alarm.objects.count() == 1
        assert Notification.objects.filter(kind="visit-alarm").count() == 1


def test_who_checks_out_while_the_alarm_is_raised_is_out(committed_database: str) -> None:
    """Either the clock was first, and somebody must hear from them; or there is no alarm."""
    with entered("gdansk"):
        cast = make_cast()
    for _round in range(ROUNDS):
        with entered("gdansk"):
            visit = make_inside(cast, -21)
        said: dict[str, Any] = {
            "visit": visit,
            "submission": uuid4(),
            "outcome": "met",
            "by": cast.consultant,
        }
        raised, out = at_once(partial(look, visit), partial(check_out, **said))
        with entered("gdansk"):
            assert isinstance(out, Visit) and Visit.objects.get().is_over
            assert Alarm.objects.count() == int(bool(raised))
            Visit.objects.all().delete()


def test_a_form_that_is_sent_twice_at_once_is_one(committed_database: str) -> None:
    with entered("gdansk"):
        cast = make_cast()
        visit, key, plan = make_visit(cast), uuid4(), uuid4()
    at_once(*[lambda: check_in(visit=visit, submission=key, by=cast.consultant)] * 3)
    at_once(*[lambda: make_visit(cast, submission=plan)] * 3)
    with entered("gdansk"):
        assert visit.steps.count() == 1
        assert Visit.objects.count() == 2
