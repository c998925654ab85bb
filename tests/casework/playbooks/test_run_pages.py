"""The pages of a playbook that runs in a case."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.playbooks.models import Edition, PlaybookRun
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.casework.cases.situations import make_case, url, words
from tests.casework.playbooks.making import (
    LAW,
    move,
    run_in,
    task_of,
)
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


def start_data(edition: Edition) -> dict[str, str]:
    return {"edition": str(edition.pk), "submission": str(uuid4())}


def test_it_is_started_in_a_case_and_its_steps_say_what_they_must(
    cast: Cast, browser: Client, edition: Edition
) -> None:
    case = make_case(cast)
    start = url("case_playbook_start", case.pk)
    assert start in words(browser, "case", case.pk)
    preview = browser.get(f"{start}?edition={edition.pk}").content.decode()
    assert "If you start now" in preview and "Never show it to" in preview
    sent = start_data(edition)
    browser.post(start, sent)
    page = browser.post(start, sent, follow=True).content.decode()  # pressed twice
    assert "0 of 4 steps are behind you." in page and PlaybookRun.objects.count() == 1
    run = PlaybookRun.objects.get()
    page = words(browser, "case_task", task_of(run, "Zawiadom prokuratora").pk)
    assert LAW in page and "Never show it to: osoba podejrzewana" in page and "duty by law" in page
    page = words(browser, "case", case.pk)
    assert "Playbook started" in page and edition.title in page and "0 of 4" in page


def test_progress_and_what_is_late_stand_on_the_case(
    cast: Cast, browser: Client, edition: Edition
) -> None:
    case = make_case(cast)
    run = run_in(cast, case, edition)
    move(cast, task_of(run, "Porozmawiaj"), TaskState.DONE)
    assert "1 of 4 steps are behind you." in words(browser, "playbook_run", run.pk)
    duty = task_of(run, "Zawiadom prokuratora")
    CaseTask.objects.filter(pk=duty.pk).update(due_at=case.opened_at)
    assert "a step is overdue" in words(browser, "case", case.pk)


def test_stopping_asks_why(cast: Cast, browser: Client, edition: Edition) -> None:
    case = make_case(cast)
    run = run_in(cast, case, edition)
    stop = url("playbook_run_stop", run.pk)
    assert browser.post(stop, {"reason": "", "version": 1}).status_code == 422
    sent = {"reason": "Sprawę prowadzi sąd.", "version": 1}
    for _ in range(2):
        assert browser.post(stop, sent).status_code == 302
    page = words(browser, "case", case.pk)
    assert "Sprawę prowadzi sąd." in page and "Playbook stopped" in page
    assert browser.get(stop).status_code == 302
    assert "Stop the playbook" not in words(browser, "playbook_run", run.pk)


def test_only_who_leads_starts_and_stops_and_partners_see_nothing_of_it(
    cast: Cast, edition: Edition
) -> None:
    case = make_case(cast)
    run = run_in(cast, case, edition)
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    for who in (cast.partner_worker, cast.stranger, cast.administrator, cast.analyst):
        other = browser_of(who)
        assert other.get(url("playbook_run", run.pk)).status_code == 404
        assert other.get(url("playbook_run_stop", run.pk)).status_code == 404
        assert other.post(url("case_playbook_start", case.pk)).status_code == 404
    assert edition.title not in words(browser_of(cast.partner_worker), "case", case.pk)
    supervisor = browser_of(cast.supervisor)
    assert supervisor.get(url("playbook_run", run.pk)).status_code == 200
    assert supervisor.get(url("playbook_run_stop", run.pk)).status_code == 404


def test_a_closed_case_offers_none(cast: Cast, browser: Client) -> None:
    case = make_case(cast)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=case.opened_at)
    assert browser.get(url("case_playbook_start", case.pk)).status_code == 404


def test_the_pages_ask_the_same_for_any_number(
    cast: Cast,
    browser: Client,
    edition: Edition,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    case = make_case(cast)
    run = run_in(cast, case, edition)
    browser.get(url("playbooks"))
    with django_assert_max_num_queries(5):
        browser.get(url("playbooks"))
    with django_assert_max_num_queries(6):
        browser.get(url("playbook", edition.playbook_id))
    with django_assert_max_num_queries(10):
        browser.get(url("playbook_run", run.pk))
    with django_assert_max_num_queries(8):
        browser.get(url("case_playbook_start", case.pk))
