"""The pages of tasks: adding, changing, doing; what was typed is never lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.casework.cases.situations import make_case, url, words
from tests.casework.cases.task_situations import TITLE, in_hours, make_task, move
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What the form sends."""
    day = timezone.localdate() + timedelta(days=3)
    data = {
        "title": TITLE,
        "details": "",
        "who": f"p-{cast.consultant.pk}",
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "hour": "14:30",
        "submission": str(uuid4()),
    }
    return {**data, **changes}


def test_a_task_is_added_and_stands_on_the_case_with_its_history(
    cast: Cast, case: Case, browser: Client
) -> None:
    page = words(browser, "case", case.pk)
    assert url("case_task_new", case.pk, "task") in page and "Nothing is to be done now" in page
    answer = browser.post(url("case_task_new", case.pk, "task"), typed(cast), follow=True)
    page = answer.content.decode()
    assert "The task was added." in page and TITLE in page and "14:30" in page
    assert "Task added: " + TITLE in page
    task = CaseTask.objects.get()
    assert (task.worker, task.group) == (cast.consultant, cast.centre.group)
    assert timezone.localtime(task.due_at).strftime("%H:%M") == "14:30"


def test_without_an_hour_it_is_due_at_the_end_of_the_day(
    cast: Cast, case: Case, browser: Client
) -> None:
    browser.post(url("case_task_new", case.pk, "task"), typed(cast, hour=""))
    task = CaseTask.objects.get()
    assert not task.has_hour
    assert timezone.localtime(task.due_at).strftime("%H:%M") == "23:59"
    assert "23:59" not in words(browser, "case_task", task.pk)


def test_without_a_day_it_has_no_time(cast: Cast, case: Case, browser: Client) -> None:
    empty = {"day_day": "", "day_month": "", "day_year": "", "hour": ""}
    browser.post(url("case_task_new", case.pk, "task"), typed(cast, **empty))
    assert CaseTask.objects.get().due_at is None
    assert "no time set" in words(browser, "my_tasks")


def test_an_appointment_has_place_company_and_whether_the_person_knows(
    cast: Cast, case: Case, browser: Client
) -> None:
    more = {"place": "Poradnia, pokój 4", "with_whom": "z psychologiem", "person_told": "on"}
    browser.post(url("case_task_new", case.pk, "appointment"), typed(cast, **more))
    page = words(browser, "case_task", CaseTask.objects.get().pk)
    assert all(text in page for text in ("Poradnia, pokój 4", "z psychologiem", "yes"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a" * 201},
        {"title": "\x00"},
        {"details": "a" * 4001},
        {"who": "p-1234"},
        {"who": ""},
        {"who": "b-999999"},
        {"day_day": "31", "day_month": "2", "day_year": "2027"},
        {"day_day": "1", "day_month": "1", "day_year": "1999"},
        {
            "day_day": "28",
            "day_month": "3",
            "day_year": "2027",
            "hour": "2:30",
        },  # skipped that night
        {"hour": "25:00"},
        {"day_day": "", "day_month": "", "day_year": ""},
    ],
)
def test_what_cannot_be_taken_is_told_and_what_was_typed_stays(
    cast: Cast, case: Case, browser: Client, wrong: dict[str, Any]
) -> None:
    sent = typed(cast, **{"details": "Pytać o wychowawczynię.", **wrong})
    answer = browser.post(url("case_task_new", case.pk, "task"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert not CaseTask.objects.exists()
    assert "details" in wrong or "Pytać o wychowawczynię." in page


def test_of_an_hour_that_comes_twice_the_first_is_meant(
    cast: Cast, case: Case, browser: Client
) -> None:
    night = {"day_day": "31", "day_month": "10", "day_year": "2027", "hour": "2:30"}
    browser.post(url("case_task_new", case.pk, "task"), typed(cast, **night))
    due = CaseTask.objects.get().due_at
    assert due is not None and due.isoformat().startswith("2027-10-31T00:30")


@pytest.mark.parametrize(
    "missing", [{"hour": ""}, {"day_day": "", "day_month": "", "day_year": ""}]
)
def test_an_appointment_without_a_moment_is_refused(
    cast: Cast, case: Case, browser: Client, missing: dict[str, str]
) -> None:
    answer = browser.post(url("case_task_new", case.pk, "appointment"), typed(cast, **missing))
    assert answer.status_code == 422 and not CaseTask.objects.exists()


def test_sent_twice_it_is_there_once(cast: Cast, case: Case, browser: Client) -> None:
    sent = typed(cast)
    for _ in range(2):
        assert browser.post(url("case_task_new", case.pk, "task"), sent).status_code == 302
    assert CaseTask.objects.count() == 1


def test_it_is_changed_and_the_second_of_two_people_keeps_the_words(
    cast: Cast, case: Case, browser: Client
) -> None:
    task = make_task(cast, case)
    address = url("case_task_edit", task.pk)
    assert TITLE in browser.get(address).content.decode()
    sent = typed(cast, title="Napisać do szkoły", version=1)
    assert browser.post(address, sent).status_code == 302
    answer = browser.post(address, typed(cast, title="Moje słowa", version=1))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Moje słowa" in page and 'value="2"' in page
    assert browser.post(address, typed(cast, title="Moje słowa", version=2)).status_code == 302
    task.refresh_from_db()
    assert task.title == "Moje słowa"


def test_what_was_prescribed_asks_why(cast: Cast, case: Case, browser: Client) -> None:
    task = make_task(cast, case, is_prescribed=True)
    address = url("case_task_edit", task.pk)
    answer = browser.post(address, typed(cast, version=1))
    assert answer.status_code == 422 and "Why you depart from the playbook" in (
        answer.content.decode()
    )
    sent = typed(cast, version=1, reason="Szkoła ma ferie.")
    assert browser.post(address, sent).status_code == 302
    assert "Szkoła ma ferie." in words(browser, "case_task", task.pk)


def test_it_is_done_left_out_and_opened_again(cast: Cast, case: Case, browser: Client) -> None:
    task = make_task(cast, case)
    done = url("case_task_move", task.pk, "done")
    assert TITLE in browser.get(done).content.decode()
    assert browser.post(done, {"words": "", "version": 1}).status_code == 302
    again = url("case_task_move", task.pk, "open")
    assert browser.post(again, {"words": "", "version": 2}).status_code == 422
    assert browser.post(again, {"words": "Pomyłka.", "version": 2}).status_code == 302
    leave = url("case_task_move", task.pk, "cancelled")
    assert browser.post(leave, {"words": "Nie trzeba.", "version": 3}).status_code == 302
    page = words(browser, "case_task", task.pk)
    assert page.index("Task left out") < page.index("Task open again") < page.index("Task done")
    assert browser.get(done).status_code == 302  # not possible now: the task says what is


def test_a_stale_step_is_shown_once_more_with_the_words(
    cast: Cast, case: Case, browser: Client
) -> None:
    task = make_task(cast, case)
    CaseTask.objects.filter(pk=task.pk).update(version=7)
    leave = url("case_task_move", task.pk, "cancelled")
    answer = browser.post(leave, {"words": "Nie trzeba.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nie trzeba." in page and 'value="7"' in page


@pytest.mark.parametrize("name", ["case_task", "case_task_edit"])
def test_a_stranger_and_a_partner_without_a_part_find_nothing(
    cast: Cast, case: Case, name: str
) -> None:
    task = make_task(cast, case)
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    for who in (cast.stranger, cast.partner_worker, cast.administrator):
        assert browser_of(who).get(url(name, task.pk)).status_code == 404
    address = url("case_task_move", task.pk, "done")
    assert browser_of(cast.partner_worker).post(address, {"version": 1}).status_code == 404


@pytest.mark.parametrize("path", ["tasks/new/party/", "tasks/new/TASK/"])
def test_unknown_kinds_and_states_are_absent(
    cast: Cast, case: Case, browser: Client, path: str
) -> None:
    assert browser.get(f"/en/staff/cases/{case.pk}/{path}").status_code == 404
    assert browser.get(f"/en/staff/tasks/{make_task(cast, case).pk}/burnt/").status_code == 404
    assert browser.get(f"/en/staff/tasks/{uuid4()}/").status_code == 404


def test_the_page_that_closes_names_what_is_open(cast: Cast, case: Case, browser: Client) -> None:
    task, need = make_task(cast, case), case.needs.get()
    sent: dict[str, object] = {"how_it_ended": "Koniec.", "outcome": "helped", "version": 1}
    sent |= {f"need_{need.pk}": "met", "submission": str(uuid4())}
    answer = browser.post(url("case_close", case.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and TITLE in page and "Leave it out" in page
    sent[f"task_{task.pk}"] = "cancelled"
    assert browser.post(url("case_close", case.pk), sent).status_code == 302
    assert CaseTask.objects.get().state == TaskState.CANCELLED
    assert url("case_task_new", case.pk, "task") not in words(browser, "case", case.pk)
    assert browser.get(url("case_task_new", case.pk, "task")).status_code == 302


def test_ones_own_list_and_the_first_page_name_them(
    cast: Cast, case: Case, browser: Client
) -> None:
    assert "Nothing waits for you" in words(browser, "my_tasks")
    make_task(cast, case, due_at=in_hours(-30))
    page = words(browser, "my_tasks")
    assert TITLE in page and "overdue" in page and "ago" in page
    assert TITLE in browser.get("/en/staff/").content.decode()
    polish = words(browser, "my_tasks", language="pl")
    assert "Moje zadania" in polish and "po terminie" in polish


def test_the_pages_ask_the_same_for_any_number(
    cast: Cast, case: Case, browser: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(5):
        move(cast, make_task(cast, case), TaskState.DONE)
        make_task(cast, case)
    browser.get(url("my_tasks"))
    with django_assert_max_num_queries(6):
        browser.get(url("my_tasks"))
    with django_assert_max_num_queries(27):
        browser.get(url("case", case.pk))
    with django_assert_max_num_queries(12):
        browser.get(url("case_task", CaseTask.objects.all()[0].pk))
    with django_assert_max_num_queries(14):
        browser.get(url("case_task_new", case.pk, "task"))
