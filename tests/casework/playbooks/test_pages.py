"""The pages of playbooks: reading, writing and approving."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookStep
from tests.casework.cases.situations import make_case, url, words
from tests.casework.playbooks.making import (
    LAW,
    make_draft,
    make_step,
)
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


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
