"""The board, planning, one tap each, the alarm above every page; nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.cases.models import Case, Note
from casework.visits.models import Alarm, Visit, VisitSettings
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from tests.casework.cases.ending_situations import close
from tests.casework.cases.situations import url, words
from tests.casework.meetings.making import parts
from tests.casework.visits.making import look, make_inside, make_visit, minutes
from tests.cast import Cast, browser_of


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    begin = timezone.localtime() + minutes(60)
    return {
        "people": [str(cast.consultant.pk)],
        "place": "ul. Zmyślona 7",
        **parts("day", begin.date()),
        "hour": f"{begin:%H:%M}",
        "minutes": "45",
        "dangers": "Pies w bramie.",
        "phone": "",
        "code_word": "",
        "submission": str(uuid4()),
        **changes,
    }


def test_from_the_case_to_the_door_and_back(cast: Cast, case: Case, browser: Client) -> None:
    assert url("case_visit", case.pk) in words(browser, "case", case.pk)
    sent = typed(cast)
    browser.post(url("case_visit", case.pk), sent)
    page = browser.post(url("case_visit", case.pk), sent, follow=True).content.decode()
    visit = Visit.objects.get()
    assert "ul. Zmyślona 7" in page and visit.case == case
    assert url("visit", visit.pk) in words(browser, "case", case.pk)
    assert "Planned" in words(browser, "visits")
    browser.post(url("visit_check_in", visit.pk), {"submission": str(uuid4())})
    assert "minutes left" in words(browser, "visits")
    more = {"submission": str(uuid4()), "minutes": "15"}
    assert (
        "(15 minutes)"
        in browser.post(url("visit_extend", visit.pk), more, follow=True).content.decode()
    )
    out = {"outcome": "met", "note": "Spokojnie.", "visibility": "leading"}
    page = browser.post(url("visit_check_out", visit.pk), out, follow=True).content.decode()
    assert "we met the person" in page
    assert (Note.objects.get().text, Note.objects.get().kind) == ("Spokojnie.", "visit")
    story = words(browser, "case", case.pk)
    assert "consultant person at the door" in story and "consultant person out again" in story
    assert "Done today" in words(browser, "visits")


@pytest.mark.parametrize(
    "changes",
    [
        {"people": []},
        {"people": ["x"]},
        {"place": ""},
        {"minutes": "2"},
        {"minutes": "9999"},
        {"hour": "25:99"},
        {"day_day": "99"},
        {"day_year": "2050"},
    ],
)
def test_a_bad_plan_is_said_and_kept(cast: Cast, browser: Client, changes: dict[str, Any]) -> None:
    answer = browser.post(url("visit_new"), typed(cast, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "Pies w bramie." in page and not Visit.objects.exists()


def test_an_hour_that_the_clock_skips_is_refused(cast: Cast, browser: Client) -> None:
    spring = {"day_day": "28", "day_month": "3", "day_year": "2027", "hour": "2:30"}
    page = browser.post(url("visit_new"), typed(cast, **spring)).content.decode()
    assert "the clock goes from 2:00 to 3:00" in page


def test_the_plan_is_changed_and_a_stale_one_is_kept(cast: Cast, browser: Client) -> None:
    visit = make_visit(cast)
    address = url("visit_edit", visit.pk)
    assert "ul. Zmyślona 1" in browser.get(address).content.decode()
    assert browser.post(address, typed(cast, version="1")).status_code == 302
    stale = browser.post(address, typed(cast, version="1", place="Trzecie miejsce"))
    assert stale.status_code == 422 and "Trzecie miejsce" in stale.content.decode()
    visit.refresh_from_db()
    assert visit.place == "ul. Zmyślona 7"
    inside = make_inside(cast, 30)
    assert browser.get(url("visit_edit", inside.pk)).status_code == 302


def test_a_closed_case_is_not_visited(cast: Cast, case: Case, browser: Client) -> None:
    close(cast, case)
    assert browser.get(url("case_visit", case.pk)).status_code == 302
    assert url("case_visit", case.pk) not in words(browser, "case", case.pk)
    answer = browser.post(url("case_visit", case.pk), typed(cast))  # typed while it was open
    page = answer.content.decode()
    assert answer.status_code == 422 and "closed, so nothing was changed" in page
    assert "Pies w bramie." in page and not Visit.objects.exists()


def test_what_was_so_earlier_is_typed_and_a_wrong_time_is_said(cast: Cast, browser: Client) -> None:
    visit = make_visit(cast)
    earlier = timezone.localtime() - minutes(30)
    bad = browser.post(url("visit_check_in", visit.pk), {"at": "abc"})
    assert bad.status_code == 422 and 'value="abc"' in bad.content.decode()
    browser.post(url("visit_check_in", visit.pk), {"at": f"{earlier:%H:%M}"})
    visit.refresh_from_db()
    assert visit.checked_in_at
    assert abs(visit.checked_in_at - earlier) < minutes(1)


def test_without_an_outcome_the_words_stay(cast: Cast, case: Case, browser: Client) -> None:
    visit = make_inside(cast, 30, case)
    address = url("visit_check_out", visit.pk)
    answer = browser.post(
        address, {"note": "Długa notatka.", **parts("next_on", timezone.localdate())}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Długa notatka." in page
    assert "Write what is to be done until that day." in page
    visit.refresh_from_db()
    assert visit.state == "under_way"


def test_in_street_work_no_reader_and_no_task_is_asked(cast: Cast, browser: Client) -> None:
    page = words(browser, "visit_check_out", make_inside(cast, 30).pk)
    assert 'name="note"' in page and 'name="next_step"' not in page


def test_help_is_one_tap_and_stands_above_every_page(
    cast: Cast, browser: Client, boss: Client
) -> None:
    visit = make_inside(cast, 30)
    assert "I need help" in words(browser, "visit", visit.pk)
    browser.post(url("visit_help", visit.pk), {"submission": str(uuid4())})
    for page in ("staff_home", "cases", "visits"):
        assert "Alarm from a visit: consultant person" in words(boss, page)
    assert "Alarm from a visit" not in words(browser_of(cast.coordinator), "staff_home")
    alarm = Alarm.objects.get()
    answer = boss.post(url("alarm_take", alarm.pk), {"version": "1"}, follow=True)
    assert "The alarm is yours." in answer.content.decode()
    late = browser_of(cast.colleague).post(
        url("alarm_take", alarm.pk), {"version": "1"}, follow=True
    )
    assert "supervisor person has taken this alarm already" in late.content.decode()
    bad = boss.post(url("alarm_close", alarm.pk), {"version": "2", "done": "Dzwoniłam"})
    assert bad.status_code == 422 and "Dzwoniłam" in bad.content.decode()
    facts = {"version": "2", "done": "Policja na miejscu.", "goes_on": "0"}
    page = boss.post(url("alarm_close", alarm.pk), facts, follow=True).content.decode()
    assert "Policja na miejscu." in page
    assert "Alarm from a visit" not in words(boss, "staff_home")


def test_who_went_is_told_that_somebody_else_closes(cast: Cast, browser: Client) -> None:
    look(make_inside(cast, -21))
    alarm = Alarm.objects.get()
    assert "ask for the code word" in words(browser, "visit", alarm.visit_id)
    facts = {"version": "1", "done": "Nic", "goes_on": "0"}
    answer = browser.post(url("alarm_close", alarm.pk), facts)
    assert answer.status_code == 422 and "Somebody else closes" in answer.content.decode()


def test_what_is_overdue_stands_first(cast: Cast, browser: Client) -> None:
    make_inside(cast, 30)
    make_inside(cast, -3, place="Spóźniona")
    page = words(browser, "visits")
    assert page.index("Overdue") < page.index("Under way")
    assert "minutes overdue" in page


def test_the_first_page_names_ones_own_visits(cast: Cast, browser: Client) -> None:
    assert "Your outreach visits" not in words(browser, "staff_home")
    visit = make_visit(cast)
    assert url("visit", visit.pk) in words(browser, "staff_home")
    assert "Your outreach visits" not in words(browser_of(cast.colleague), "staff_home")


@pytest.mark.parametrize("who", ["coordinator", "partner_worker", "analyst", "administrator"])
def test_for_others_it_is_not_there(cast: Cast, case: Case, who: str) -> None:
    visit = make_inside(cast, 30, case)
    other = browser_of(getattr(cast, who))
    for name in ("visit", "visit_edit", "visit_check_in", "visit_check_out"):
        assert other.get(url(name, visit.pk)).status_code == 404
    for name in ("visit_help", "visit_extend"):
        assert other.post(url(name, visit.pk)).status_code == 404
    assert not Alarm.objects.exists()


def test_the_minutes_are_set_by_the_supervisor(cast: Cast, browser: Client, boss: Client) -> None:
    assert browser.get(url("visit_settings")).status_code == 404
    assert "15" in words(boss, "visit_settings")
    row = VisitSettings.objects.get()
    sent = {"grace": "20", "remind": "5", "second": "10", "third": "10", "version": row.version}
    bad = boss.post(url("visit_settings"), sent)
    assert bad.status_code == 422 and 'value="20"' in bad.content.decode()
    assert boss.post(url("visit_settings"), {**sent, "third": "15"}).status_code == 302
    stale = boss.post(url("visit_settings"), {**sent, "third": "16"})
    assert stale.status_code == 422
    row.refresh_from_db()
    assert (row.grace, row.third, row.version) == (20, 15, 2)


def test_who_acts_for_two_bodies_says_for_which(cast: Cast, browser: Client) -> None:
    Membership.objects.create(
        user=cast.consultant, role=Role.PARTNER_WORKER, group=cast.partner.group
    )
    assert 'name="organisation"' in words(browser, "visit_new")
    mixed = typed(cast, organisation=str(cast.partner.pk), people=[str(cast.colleague.pk)])
    assert browser.post(url("visit_new"), mixed).status_code == 422
    right = typed(cast, organisation=str(cast.partner.pk))
    assert browser.post(url("visit_new"), right).status_code == 302
    assert Visit.objects.get().organisation == cast.partner


def cost(browser: Client, address: str) -> int:
    browser.get(address)  # what the process remembers is fresh now
    return asked(browser, address)


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len([one for one in queries.captured_queries if "set_config" not in one["sql"]])


def test_pages_ask_the_same_for_one_and_for_many(cast: Cast, browser: Client) -> None:
    make_inside(cast, 30)
    few = cost(browser, url("visits"))
    for _n in range(4):
        make_inside(cast, 20, people=[cast.consultant, cast.colleague])
        make_visit(cast)
    assert cost(browser, url("visits")) == few <= 9


def test_a_case_without_visits_asks_nothing_more(cast: Cast, case: Case, browser: Client) -> None:
    before = cost(browser, url("case", case.pk))
    make_visit(cast)
    assert cost(browser, url("case", case.pk)) == before
    make_inside(cast, 30, case)
    few = cost(browser, url("case", case.pk))
    make_inside(cast, 30, case)
    assert before < cost(browser, url("case", case.pk)) == few <= before + 5


def test_pages_without_an_alarm_ask_nothing_for_it(cast: Cast, boss: Client) -> None:
    before = cost(boss, url("cases"))
    visit = make_inside(cast, 30)
    assert cost(boss, url("cases")) == before
    boss.post(url("visit_help", visit.pk))
    assert cost(boss, url("cases")) == before + 1
