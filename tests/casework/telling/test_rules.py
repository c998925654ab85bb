"""What the database refuses of a telling, and the days on which somebody is told."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.telling.clock import is_working_day, next_working_day
from casework.telling.models import Attempt, Telling
from tests.casework.cases.situations import make_case
from tests.casework.referrals.outside_bodies import ask
from tests.casework.telling.making import accepted
from tests.cast import Cast


def test_the_database_keeps_the_rules(cast: Cast) -> None:
    telling = accepted(cast)
    own = Telling.objects.filter(pk=telling.pk)
    now = timezone.now()
    wrong: dict[str, dict[str, Any]] = {
        "telling_is_about_one_thing": {"referral": None},
        "telling_end_has_a_time": {"ended_at": now},
        "telling_told_in_some_way": {"state": "told", "ended_at": now},
        "telling_not_told_for_a_reason": {"state": "not_told", "ended_at": now},
    }
    for name, change in wrong.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            own.update(**change)
    twice = {"case": telling.case, "what": "accepted", "due_at": now}
    with pytest.raises(IntegrityError, match="one_waits_for_a_referral"), transaction.atomic():
        Telling.objects.create(referral=telling.referral, **twice)
    asked = ask(cast, make_case(cast))
    with pytest.raises(IntegrityError, match="one_waits_for_outside"), transaction.atomic():
        Telling.objects.create(outside=asked, **twice)
    with pytest.raises(IntegrityError, match="notice_is_sent"), transaction.atomic():
        Attempt.objects.create(submission=uuid4(), telling=telling, way="text", result="told")


def test_a_working_day_is_none_of_the_weekend_and_no_holiday() -> None:
    poland = ZoneInfo("Europe/Warsaw")
    friday = datetime(2026, 10, 30, 15, 0, tzinfo=poland)
    assert next_working_day(friday) == datetime(2026, 11, 2, 15, 0, tzinfo=poland)
    assert not is_working_day(date(2026, 11, 11))
