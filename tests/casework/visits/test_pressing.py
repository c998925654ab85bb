"""Open alarms as an open page asks for them: told anew when there is news, and dear to nobody."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from casework.visits.actions.alarms import raise_alarm
from casework.visits.choices import AlarmReason
from casework.visits.models import Alarm
from ostoja.ui.city import forget
from tenants.profile.models import CityProfile
from tests.casework.cases.situations import url
from tests.casework.visits.making import make_inside
from tests.cast import Cast, browser_of


def rows(browser: Client) -> list[str]:
    """The keys of what stands above every page, as an open page asks for it."""
    answer = browser.get("/en/staff/pressing/")
    assert answer.status_code == 200 and "<html" not in answer.content.decode()
    return re.findall(r'data-row="([^"]+)"', answer.content.decode())


def test_an_open_page_asks_for_alarms_and_tells_anew_what_is_new(
    cast: Cast, browser: Client, boss: Client
) -> None:
    visit = make_inside(cast, 30)
    assert rows(boss) == []
    for _tap in range(2):
        browser.post(url("visit_help", visit.pk), {"submission": str(uuid4())})
    [rings] = rows(boss)
    assert rows(browser_of(cast.coordinator)) == [] and rows(browser) == [rings]
    boss.post(url("alarm_take", Alarm.objects.get().pk), {"version": "1"})
    [taken] = rows(browser)
    assert taken != rings and rows(boss) == [taken]
    assert (
        "supervisor person sees to the alarm." in browser.get("/en/staff/cases/").content.decode()
    )
    facts = {"version": "2", "done": "Ok.", "goes_on": "0"}
    boss.post(url("alarm_close", Alarm.objects.get().pk), facts)
    assert rows(boss) == rows(browser) == []


def test_without_an_alarm_the_rows_ask_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    boss = browser_of(cast.colleague)
    rows(boss)
    with django_assert_num_queries(3):  # the session, who it is and their roles
        rows(boss)
    raise_alarm(make_inside(cast, 30), AlarmReason.HELP, what="x")
    with django_assert_num_queries(4):
        assert len(rows(boss)) == 1
    for number in range(3):
        raise_alarm(make_inside(cast, 30 + number), AlarmReason.HELP, what="x")
    with django_assert_num_queries(4):
        assert len(rows(boss)) == 4


def test_a_city_without_visits_has_no_box_for_alarms(cast: Cast) -> None:
    CityProfile.objects.update(modules=["cases"])
    forget()
    browser = browser_of(cast.colleague)
    assert "data-pressing" not in browser.get("/en/staff/account/").content.decode()
    assert browser.get("/en/staff/pressing/").status_code == 404
    forget()
