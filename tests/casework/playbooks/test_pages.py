"""The pages of playbooks: reading, writing, approving, and running one in a case."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookRun, PlaybookStep
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.casework.cases.situations import make_case, url, words
from tests.casework.playbooks.making import (
    LAW,
    make_draft,
    make_edition,
    make_step,
    move,
    run_in,
    task_of,
)
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return make_edition(cast)


@pytest.fixture
def supervisor(cast: Cast) -> Client:
    return browser_of(cast.supervisor)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def step_data(**changes: Any) -> dict[str, Any]:
    """What the form of a step sends."""
    data = {
        "title": "Zadzwoń do szkoły",
        "instructions": "Krótko.",
        "doer": "worker",
        "within": "2",
        "unit": "days",
        "submission": str(uuid4()),
    }
    return {**data, **changes}


# Reading


def test_the_list_says_what_waits_for_approval(cast: Cast, edition: Edition) -> None:
    for who in (cast.consultant, cast.coordinator, cast.supervisor, cast.administrator):
        page = words(browser_of(who), "playbooks")
        assert edition.title in page and "needs approval of a supervisor" in page
    for who in (cast.partner_worker, cast.analyst, cast.member):
        assert browser_of(who).get(url("playbooks")).status_code == 404


def test_one_is_read_with_duties_and_who_must_never_see_it(
    browser: Client, edition: Edition
) -> None:
    page = words(browser, "playbook", edition.playbook_id)
    assert "duty by law" in page and LAW in page
    assert "Never show it to: osoba podejrzewana" in page
    assert "within 2 hours of the start" in page
    assert "within 2 days of the end of “Porozmawiaj”" in page
    assert "No supervisor of this city has approved" in page
    assert "Write a new edition" not in page
    polish = words(browser, "playbook", edition.playbook_id, language="pl")
    assert "w ciągu 2 dni od zakończenia kroku „Porozmawiaj”" in polish
    assert "obowiązek ustawowy" in polish


def test_shipped_ones_say_where_they_come_from(browser: Client) -> None:
    playbook = Playbook.objects.get(key="przemoc-domowa")
    page = words(browser, "playbook", playbook.pk, language="pl")
    assert "Niebieska Karta – A" in page and "Ten schemat jest przykładem" in page


# Writing


def test_a_playbook_is_written_put_into_force_and_approved(cast: Cast, supervisor: Client) -> None:
    sent = {"title": "Mróz", "kind": "disaster", "summary": "", "submission": str(uuid4())}
    page = supervisor.post(url("playbook_new"), sent, follow=True).content.decode()
    assert "Write at least one step." in page
    playbook = Playbook.objects.get(editions__title="Mróz")
    new = url("playbook_step_new", playbook.pk)
    assert supervisor.post(new, step_data()).status_code == 302
    duty = step_data(title="Zawiadom", is_duty="on", law=LAW, within="", never_shown_to="X")
    assert supervisor.post(new, duty).status_code == 302
    page = words(supervisor, "playbook_edit", playbook.pk)
    assert "within 2 days of the start" in page and "Write at least" not in page
    first, second = PlaybookStep.objects.filter(edition__playbook=playbook)
    assert (first.within_hours, second.within_hours) == (48, None)
    supervisor.post(url("playbook_step_move", second.pk, "up"))
    page = words(supervisor, "playbook_edit", playbook.pk)
    assert page.index("1. Zawiadom") < page.index("2. Zadzwoń")
    version = playbook.editions.get().version
    publish = url("playbook_publish", playbook.pk)
    assert supervisor.post(publish, {"version": version - 1}).status_code == 302
    assert playbook.editions.get().state == EditionState.DRAFT
    page = supervisor.post(publish, {"version": version}, follow=True).content.decode()
    edition = playbook.editions.get()
    assert edition.state == EditionState.PUBLISHED and "in force now" in page
    approve = url("playbook_approve", playbook.pk)
    supervisor.post(approve, {"edition": str(uuid4())})
    edition.refresh_from_db()
    assert edition.approved_at is None
    supervisor.post(approve, {"edition": str(edition.pk)})
    page = words(supervisor, "playbook", playbook.pk)
    assert f"Approved by {cast.supervisor.full_name}." in page


def test_an_administrator_writes_and_only_a_supervisor_approves(
    cast: Cast, edition: Edition, supervisor: Client
) -> None:
    administrator, pk = browser_of(cast.administrator), edition.playbook_id
    page = words(administrator, "playbook", pk)
    assert url("playbook_approve", pk) not in page and url("playbook_draft", pk) in page
    assert url("playbook_approve", pk) in words(supervisor, "playbook", pk)
    sent = {"edition": str(edition.pk)}
    assert administrator.post(url("playbook_approve", pk), sent).status_code == 404
    assert browser_of(cast.coordinator).post(url("playbook_approve", pk), sent).status_code == 404


@pytest.mark.parametrize("name", ["playbook_draft", "playbook_publish", "playbook_switch"])
def test_consultants_change_nothing(browser: Client, edition: Edition, name: str) -> None:
    assert browser.post(url(name, edition.playbook_id)).status_code == 404
    assert browser.get(url("playbook_new")).status_code == 404
    assert browser.get(url("playbook_edit", edition.playbook_id)).status_code == 404


def test_a_new_edition_is_begun_and_thrown_away(supervisor: Client, edition: Edition) -> None:
    pk = edition.playbook_id
    assert supervisor.get(url("playbook_edit", pk)).status_code == 404  # there is no draft
    page = supervisor.post(url("playbook_draft", pk), follow=True).content.decode()
    assert "Draft of edition 2" in page and "Zawiadom prokuratora" in page
    draft = Edition.objects.get(playbook=pk, state=EditionState.DRAFT)
    page = words(supervisor, "playbook", pk)
    assert "a new edition is being written" in page
    draft_page = supervisor.get(url("playbook", pk) + "?edition=2").content.decode()
    assert "This is a draft" in draft_page
    supervisor.post(url("playbook_discard", pk), {"version": draft.version})
    assert not Edition.objects.filter(pk=draft.pk).exists()


def test_switched_off_it_is_not_offered(cast: Cast, supervisor: Client, edition: Edition) -> None:
    supervisor.post(url("playbook_switch", edition.playbook_id), {"on": ""})
    assert "switched off" in words(supervisor, "playbook", edition.playbook_id)
    start = url("case_playbook_start", make_case(cast).pk)
    assert edition.title not in browser_of(cast.consultant).get(start).content.decode()
    supervisor.post(url("playbook_switch", edition.playbook_id), {"on": "yes"})
    assert edition.title in browser_of(cast.consultant).get(start).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "a" * 161},
        {"instructions": "\x00"},
        {"doer": "nobody"},
        {"within": "0"},
        {"within": "soon"},
        {"within": "366", "unit": "days"},
        {"within": "9" * 30},
        {"unit": "weeks"},
        {"after": "nowhere"},
        {"is_duty": "on", "law": ""},
        {"leads_to": "https://example.org"},
    ],
)
def test_what_cannot_be_taken_is_told_and_what_was_typed_stays(
    cast: Cast, supervisor: Client, wrong: dict[str, Any]
) -> None:
    draft = make_draft(cast)
    new = url("playbook_step_new", draft.playbook_id)
    answer = supervisor.post(new, step_data(form="Karta interwencji", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "Karta interwencji" in page and not draft.steps.exists()


def test_what_counts_from_another_step_needs_a_time(cast: Cast, supervisor: Client) -> None:
    draft = make_draft(cast)
    first = make_step(cast, draft)
    new = url("playbook_step_new", draft.playbook_id)
    answer = supervisor.post(new, step_data(after=first.key, within=""))
    assert answer.status_code == 422 and "within what time of that step" in answer.content.decode()


def test_a_step_is_changed_and_the_second_of_two_keeps_the_words(
    cast: Cast, supervisor: Client
) -> None:
    draft = make_draft(cast)
    step = make_step(cast, draft, within_hours=48)
    address = url("playbook_step_edit", step.pk)
    page = supervisor.get(address).content.decode()
    assert 'value="2"' in page and 'value="days" selected' in page
    draft.refresh_from_db()
    sent = step_data(title="Moje słowa", version=draft.version)
    assert supervisor.post(address, sent).status_code == 302
    answer = supervisor.post(address, {**sent, "title": "Inne słowa"})
    assert answer.status_code == 422 and "Inne słowa" in answer.content.decode()
    whole = {"title": "T", "kind": "other", "summary": "S", "version": draft.version}
    answer = supervisor.post(url("playbook_edit", draft.playbook_id), whole)
    assert answer.status_code == 422 and "in the meantime" in answer.content.decode()


def test_unknown_ways_and_published_steps_are_absent(
    cast: Cast, supervisor: Client, edition: Edition
) -> None:
    step = make_step(cast, make_draft(cast))
    assert supervisor.post(url("playbook_step_move", step.pk, "sideways")).status_code == 404
    assert supervisor.get(url("playbook_step_edit", edition.steps.all()[0].pk)).status_code == 404
    supervisor.post(url("playbook_step_move", step.pk, "remove"))
    assert not PlaybookStep.objects.filter(pk=step.pk).exists()


# In a case


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
    for _ in range(2):  # pressed twice
        page = browser.post(start, sent, follow=True).content.decode()
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
