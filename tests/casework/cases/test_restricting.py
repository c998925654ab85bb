"""Restricted cases: absent everywhere for who is not named, whatever their roles would let them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import (
    assign_case,
    break_glass,
    merge_cases,
    restrict_case,
    separate_cases,
)
from casework.cases.finding import search
from casework.cases.models import BrokenGlass, Case
from casework.cases.refusal import NotAllowed
from casework.cases.restricted import people_around
from casework.cases.same_person import Person, cases_of_same_person
from casework.cases.selectors import cases_visible_to, chosen
from casework.intake.models import Conversation
from casework.intake.selectors import conversations_visible_to, who_sees
from casework.referrals.selectors import needs_to_refer, referrals_visible_to
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.api.programs import assert_problem, program_of
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.situations import NAME, SUMMARY, make_case, url, words
from tests.casework.intake.reports import make_report
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


def restrict(case: Case, by: User, *named: User, excluded: tuple[User, ...] = ()) -> Case:
    """Only these people see it from now on."""
    case.refresh_from_db()
    facts: dict[str, Any] = {"named": named, "excluded": excluded, "reason": "Krewna pracownika."}
    return restrict_case(case=case, version=case.version, by=by, **facts)


@pytest.fixture
def hidden(cast: Cast) -> Case:
    """One that only the consultant sees, though it is coordinated and with a partner."""
    case = coordinated_case(cast)
    refer(cast, case)
    return restrict(case, cast.consultant, cast.consultant)


UNNAMED = ["colleague", "supervisor", "coordinator", "partner_worker"]


@pytest.mark.parametrize("who", UNNAMED)
def test_for_who_is_not_named_it_is_nowhere(cast: Cast, hidden: Case, who: str) -> None:
    person = getattr(cast, who)
    assert not cases_visible_to(person).exists()
    assert not chosen(cases_visible_to(person), person, {"nobodys": True}).exists()
    assert not referrals_visible_to(person).exists()
    assert not needs_to_refer(person).exists()
    assert search(person, hidden.number).found == []
    assert search(person, NAME).found == []
    assert cases_of_same_person(person, Person(name=NAME)) == []
    browser, program = browser_of(person), program_of(person)
    for name in ("case", "case_edit", "case_note", "case_close", "case_restrict"):
        assert browser.get(url(name, hidden.pk)).status_code == 404
    for name in ("cases", "referrals", "staff_home"):
        page = words(browser, name)
        assert hidden.number not in page and hidden.pseudonym not in page
    assert program.get("cases/").json()["results"] == []
    assert program.get("referrals/").json()["results"] == []
    assert_problem(program.get(f"cases/{hidden.pk}/"), 404)
    assert_problem(program.get(f"referrals/{hidden.referrals.latest('pk').pk}/"), 404)


def test_who_is_named_works_on_as_before(cast: Cast, hidden: Case) -> None:
    page = words(browser_of(cast.consultant), "case", hidden.pk)
    assert SUMMARY in page and ">restricted<" in page and "Krewna pracownika." in page
    assert list(cases_visible_to(cast.consultant)) == [hidden]
    assert referrals_visible_to(cast.consultant).count() == 2
    assert [one.case for one in search(cast.consultant, NAME).found] == [hidden]
    assert AuditEvent.objects.get(verb="case.restricted").details == {"named": 1, "excluded": 0}


def test_somebody_with_a_conflict_of_interest_is_excluded_by_name(cast: Cast) -> None:
    case = coordinated_case(cast)
    restrict(case, cast.consultant, excluded=(cast.colleague,))
    assert not cases_visible_to(cast.colleague).exists()
    assert browser_of(cast.colleague).get(url("case", case.pk)).status_code == 404
    assert cases_visible_to(cast.coordinator).get() == case
    assert cases_visible_to(cast.supervisor).get() == case
    with pytest.raises(NotAllowed, match="may not see this case"):
        assign_case(case=case, worker=cast.colleague, by=cast.consultant)


def test_a_conversation_of_it_is_hidden_as_well(cast: Cast) -> None:
    sent = make_report()
    case = make_case(cast)
    Conversation.objects.filter(pk=sent.pk).update(case=case)
    people = [cast.consultant, cast.colleague, cast.partner_worker]
    assert who_sees(people, sent.pk) == {cast.consultant.pk, cast.colleague.pk}
    restrict(case, cast.consultant, cast.consultant)
    assert conversations_visible_to(cast.consultant).get() == sent
    assert not conversations_visible_to(cast.colleague).exists()
    assert who_sees(people, sent.pk) == {cast.consultant.pk}
    other = make_report("Coś innego.")
    assert conversations_visible_to(cast.colleague).get() == other


def test_once_lifted_everybody_sees_it_again(cast: Cast, hidden: Case) -> None:
    restrict(hidden, cast.consultant)
    hidden.refresh_from_db()
    assert not hidden.is_restricted
    for who in UNNAMED:
        assert cases_visible_to(getattr(cast, who)).get() == hidden


def test_a_worker_who_is_cut_off_does_not_keep_the_case(cast: Cast) -> None:
    case = make_case(cast)
    restrict(case, cast.colleague, cast.colleague)
    case.refresh_from_db()
    assert case.worker is None
    assert [step.kind for step in case.steps.all()] == ["released"]


def test_nobody_locks_out_themselves_or_everybody(cast: Cast) -> None:
    case = coordinated_case(cast)
    with pytest.raises(NotAllowed, match="would not see the case"):
        restrict(case, cast.consultant, cast.colleague)
    with pytest.raises(NotAllowed, match="would not see the case"):
        restrict(case, cast.consultant, excluded=(cast.consultant,))
    with pytest.raises(NotAllowed, match="named and excluded"):
        restrict(case, cast.consultant, cast.consultant, excluded=(cast.consultant,))
    with pytest.raises(NotAllowed, match="Name somebody of the body that leads"):
        restrict(case, cast.coordinator, cast.coordinator)
    with pytest.raises(NotAllowed, match="Write why"):
        restrict_case(
            case=case,
            version=case.version,
            named=[cast.consultant],
            excluded=[],
            reason=" ",
            by=cast.consultant,
        )
    with pytest.raises(StaleObject):
        restrict_case(case=case, version=99, named=[], excluded=[], reason="", by=cast.consultant)
    case.refresh_from_db()
    assert not case.is_restricted and case.excluded == []


def test_two_cases_of_which_one_is_restricted_do_not_become_one(cast: Cast) -> None:
    kept, merged = make_case(cast), make_case(cast)
    merged = restrict(merged, cast.consultant, cast.consultant)
    with pytest.raises(NotAllowed, match="Not the same people"):
        merge_cases(
            kept=kept,
            merged=merged,
            versions=(kept.version, merged.version),
            choices={},
            submission=uuid4(),
            group=cast.centre.group,
            by=cast.consultant,
        )


def test_what_was_merged_into_it_is_closed_with_it_and_stays_so(cast: Cast) -> None:
    first, merged = pair(cast)
    kept = make_case(cast)
    merge(cast, first, merged)
    second = merge(cast, kept, first)
    restrict(kept, cast.consultant, cast.consultant)
    browser, program = browser_of(cast.colleague), program_of(cast.colleague)
    for one in (kept, first, merged):
        assert browser.get(url("case", one.pk)).status_code == 404
        assert browser.get(url("case_edit", one.pk)).status_code == 404
        assert_problem(program.get(f"cases/{one.pk}/"), 404)
    separate_cases(merge=second, by=cast.consultant)
    assert browser.get(url("case", first.pk)).status_code == 404
    assert browser_of(cast.consultant).get(url("case", first.pk)).status_code == 200


def test_a_case_that_comes_apart_is_not_given_to_who_is_cut_off(cast: Cast) -> None:
    kept, merged = pair(cast)
    Case.objects.filter(pk=merged.pk).update(worker=cast.colleague)
    done = merge(cast, kept, merged)
    restrict(kept, cast.consultant, cast.consultant)
    separate_cases(merge=done, by=cast.consultant)
    assert Case.objects.get(pk=merged.pk).worker is None


def test_the_people_to_name_are_those_whose_body_takes_part(cast: Cast) -> None:
    case = coordinated_case(cast)
    assert set(people_around(case)) == {
        cast.consultant,
        cast.colleague,
        cast.supervisor,
        cast.coordinator,
    }
    refer(cast, case)
    assert cast.partner_worker in people_around(case)


# Opening it for a stated reason


def opened(cast: Cast, case: Case, **facts: Any) -> BrokenGlass:
    """The officer opens it."""
    given = {"submission": uuid4(), "reason": "Skarga do organu nadzorczego.", **facts}
    return break_glass(case=case, by=cast.officer, **given)


def test_an_officer_reads_it_for_an_hour_and_others_are_told(cast: Cast, hidden: Case) -> None:
    browser = browser_of(cast.officer)
    page = words(browser, "restricted_cases")
    assert hidden.number in page and hidden.pseudonym not in page
    assert browser.get(url("restricted_case", hidden.pk)).status_code == 404
    sent = {"reason": "Skarga do organu nadzorczego.", "submission": uuid4()}
    answer = browser.post(url("restricted_case_open", hidden.pk), sent, follow=True)
    page = answer.content.decode()
    assert SUMMARY in page and NAME in page and "Change the case" not in page
    told = Notification.objects.filter(kind="case-glass-broken")
    assert {one.person for one in told} == {cast.consultant, cast.supervisor}
    event = AuditEvent.objects.get(verb="case.glass_broken")
    assert event.subject_id == str(hidden.pk) and event.details == {}
    assert AuditEvent.objects.filter(verb="case.seen", actor_id=cast.officer.pk).count() == 1
    BrokenGlass.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert browser.get(url("restricted_case", hidden.pk)).status_code == 404


def test_without_a_reason_it_stays_closed(cast: Cast, hidden: Case) -> None:
    answer = browser_of(cast.officer).post(url("restricted_case_open", hidden.pk), {"reason": " "})
    assert answer.status_code == 422
    assert not BrokenGlass.objects.exists()


def test_sent_twice_it_is_opened_and_told_once(cast: Cast, hidden: Case) -> None:
    submission = uuid4()
    first = opened(cast, hidden, submission=submission)
    assert opened(cast, hidden, submission=submission) == first
    assert Notification.objects.filter(kind="case-glass-broken").count() == 2


@pytest.mark.parametrize("who", [*UNNAMED, "administrator", "analyst"])
def test_nobody_else_breaks_the_glass(cast: Cast, hidden: Case, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    opened(cast, hidden)
    assert browser.get(url("restricted_cases")).status_code == 404
    assert browser.get(url("restricted_case", hidden.pk)).status_code == 404
    sent = {"reason": "x", "submission": uuid4()}
    assert browser.post(url("restricted_case_open", hidden.pk), sent).status_code == 404


def test_an_excluded_officer_and_an_open_case_are_refused(cast: Cast, hidden: Case) -> None:
    with pytest.raises(NotAllowed, match="not restricted"):
        opened(cast, make_case(cast))
    restrict(hidden, cast.consultant, cast.consultant, excluded=(cast.officer,))
    with pytest.raises(NotAllowed, match="excluded"):
        opened(cast, hidden)
    browser = browser_of(cast.officer)
    assert hidden.number not in words(browser, "restricted_cases")
    assert browser.get(url("restricted_case_open", hidden.pk)).status_code == 404


# The page and the API


def test_on_the_page_names_are_ticked(cast: Cast) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    assert "Who may see it" in words(browser, "case", case.pk)
    sent = {"named": [cast.consultant.pk], "reason": "Osoba znana.", "version": case.version}
    assert browser.post(url("case_restrict", case.pk), sent).status_code == 302
    assert not cases_visible_to(cast.colleague).exists()
    page = words(browser, "case_restrict", case.pk)
    assert page.count(" checked") == 1 and "Osoba znana." in page
    stale = browser.post(url("case_restrict", case.pk), sent)
    assert stale.status_code == 422 and "Osoba znana." in stale.content.decode()


def test_a_program_restricts_a_case(cast: Cast) -> None:
    case, program = make_case(cast), program_of(cast.consultant)
    body = {"named": [str(cast.consultant.pk)], "reason": "Osoba znana."}
    path = f"cases/{case.pk}/restrict/"
    assert_problem(program.post(path, body), 428)
    answer = program.post(path, body, match='"1"')
    assert answer.status_code == 200 and answer.json()["is_restricted"] is True
    assert_problem(program_of(cast.colleague).get(f"cases/{case.pk}/"), 404)
    assert_problem(program.post(path, {**body, "named": [str(uuid4())]}, match='"2"'), 422)
    lifted = program.post(path, {"named": []}, match='"2"')
    assert lifted.json()["is_restricted"] is False
