"""How much one person holds, breaks, the same person by code, and an existing case."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.desk.choices import Risk
from casework.intake.models import (
    Conversation,
    DangerRun,
    DeskSettings,
    HelpCall,
    Pause,
    RiskFlag,
    SamePerson,
    SideMessage,
)
from ostoja.access.roles import Role
from tenants.fence import entered
from tests.casework.cases.situations import make_case
from tests.casework.intake.reports import code_of, make_report, page_of
from tests.cast import Cast, browser_of, make_person

REASON = "Nikogo innego nie ma."


class TestLimit:
    @pytest.fixture(autouse=True)
    def _full(self, cast: Cast) -> None:
        DeskSettings.objects.update(most_at_once=1)
        actions.claim(conversation=make_report(), by=cast.consultant)

    def test_one_more_needs_a_reason_that_supervisors_read(
        self, cast: Cast, report: Conversation
    ) -> None:
        client, address = browser_of(cast.consultant), page_of(report, "claim/")
        asked = client.post(address, {"text": "Moja odpo"})
        assert asked.status_code == 409 and 'value="Moja odpo"' in asked.content.decode()
        report.refresh_from_db()
        assert report.claimed_by is None
        assert client.post(address, {"reason": " "}).status_code == 422
        page = client.post(address, {"reason": REASON, "text": "Moja odpo"})
        assert "Moja odpo</textarea>" in page.content.decode()
        assert SideMessage.objects.get(conversation=report).text == REASON

    def test_without_one_nothing_is_taken(self, cast: Cast, report: Conversation) -> None:
        with pytest.raises(actions.OverLimit):
            actions.claim(conversation=report, by=cast.consultant)
        assert actions.claim(conversation=report, by=cast.colleague).claimed_by == cast.colleague

    def test_what_is_answered_counts_no_more(self, cast: Cast, report: Conversation) -> None:
        held = Conversation.objects.get(claimed_by=cast.consultant)
        actions.answer(
            conversation=held,
            version=held.version,
            submission=held.pk,
            text="Jestem.",
            by=cast.consultant,
        )
        actions.claim(conversation=report, by=cast.consultant)
        assert Conversation.objects.get(pk=report.pk).claimed_by == cast.consultant

    def test_colleagues_see_how_much_one_holds(self, cast: Cast) -> None:
        text = browser_of(cast.colleague).get("/pl/staff/inbox/").content.decode()
        assert "ma dość" in text and "1 z 1" in text


def test_a_break_is_seen_and_ends(cast: Cast) -> None:
    client = browser_of(cast.consultant)
    for _ in range(2):
        client.post("/pl/staff/inbox/break/", {"break": "begin"})
    assert Pause.objects.get().person == cast.consultant
    assert "ma przerwę" in browser_of(cast.colleague).get("/pl/staff/inbox/").content.decode()
    for _ in range(2):
        client.post("/pl/staff/inbox/break/", {"break": "end"})
    assert not Pause.objects.exists()
    assert browser_of(cast.supervisor).post("/pl/staff/inbox/break/").status_code == 404


def test_a_look_in_the_background_leaves_what_is_said_to_the_page(cast: Cast) -> None:
    client = browser_of(cast.consultant)
    client.post("/pl/staff/inbox/break/", {"break": "end"})
    said = "Dobrze, że jesteś."
    for looking in ({"x-looking": "yes"}, {"x-looking": "yes"}, {}):
        assert said in client.get("/pl/staff/inbox/", headers=looking).content.decode()
    assert said not in client.get("/pl/staff/inbox/").content.decode()


class TestSamePerson:
    def test_the_code_links_both_ways(self, cast: Cast, report: Conversation) -> None:
        earlier = make_report()
        client = browser_of(cast.consultant)
        for _ in range(2):
            sent = {"code": code_of(earlier), "go": "1"}
            assert client.post(page_of(report, "same-person/"), sent).status_code == 302
        actions.link_same_person(conversation=earlier, code=code_of(report), by=cast.colleague)
        assert SamePerson.objects.count() == 1
        assert page_of(earlier) in client.get(page_of(report)).content.decode()
        assert page_of(report) in client.get(page_of(earlier)).content.decode()

    @pytest.mark.parametrize("code", ["", "123", "0000 0000 0000 0000", "own"])
    def test_nothing_else_links(self, cast: Cast, report: Conversation, code: str) -> None:
        typed = code_of(report) if code == "own" else code
        page = browser_of(cast.consultant).post(
            page_of(report, "same-person/"), {"code": typed, "go": "1", "text": "Moja odpo"}
        )
        assert page.status_code == 422 and 'value="Moja odpo"' in page.content.decode()
        assert not SamePerson.objects.exists()

    def test_the_database_keeps_a_pair_in_order(self, cast: Cast, report: Conversation) -> None:
        first, second = sorted([report, make_report()], key=lambda one: one.pk)
        with pytest.raises(IntegrityError, match="same_person_in_order"), transaction.atomic():
            SamePerson.objects.create(conversation=second, other=first)
        with pytest.raises(IntegrityError, match="same_person_in_order"), transaction.atomic():
            SamePerson.objects.create(conversation=first, other=first)


class TestExistingCase:
    def test_a_conversation_joins_a_case(self, cast: Cast, report: Conversation) -> None:
        case, client = make_case(cast), browser_of(cast.consultant)
        for _ in range(2):
            sent = {"number": case.number.lower(), "go": "1"}
            assert client.post(page_of(report, "existing-case/"), sent).status_code == 302
        report.refresh_from_db()
        assert report.case == case
        assert page_of(report) in client.get(f"/pl/staff/cases/{case.pk}/").content.decode()

    def test_not_a_second_one(self, cast: Cast, report: Conversation) -> None:
        first, second = make_case(cast), make_case(cast)
        actions.attach_to_case(conversation=report, case=first, by=cast.consultant)
        with pytest.raises(NotAllowed, match=first.number):
            actions.attach_to_case(conversation=report, case=second, by=cast.consultant)

    @pytest.mark.parametrize("number", ["", "nie ma", "\x00"])
    def test_a_wrong_number_is_said(self, cast: Cast, report: Conversation, number: str) -> None:
        sent = {"number": number, "go": "1", "text": "Moja odpo"}
        page = browser_of(cast.consultant).post(page_of(report, "existing-case/"), sent)
        assert page.status_code == 422 and 'value="Moja odpo"' in page.content.decode()

    def test_a_case_of_others_is_not_there(self, cast: Cast, report: Conversation) -> None:
        case = make_case(cast)
        other = make_person(Role.CONSULTANT, cast.other_partner, "elsewhere@city.example")
        sent = {"number": case.number, "go": "1"}
        page = browser_of(other).post(page_of(report, "existing-case/"), sent)
        assert page.status_code == 422
        report.refresh_from_db()
        assert report.case is None


@pytest.fixture
def gdansk_for_real(committed_database: str) -> Iterator[None]:
    with entered("gdansk"):
        yield


def at_once(work: Any, times: int = 6) -> list[str]:
    """The same from many threads; what each gave, or why it was refused."""
    barrier = Barrier(times)

    def run(_: int) -> str:
        try:
            with entered("gdansk"):
                barrier.wait(timeout=20)
                return str(work())
        except NotAllowed as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.usefixtures("gdansk_for_real")
class TestAtOnce:
    def test_many_at_once_make_one_of_each(self) -> None:
        by, report = make_person(Role.CONSULTANT), make_report()
        at_once(lambda: actions.call_for_help(conversation=report, by=by))
        at_once(lambda: actions.begin_danger(conversation=report, by=by))
        at_once(lambda: actions.set_risk(conversation=report, kind=Risk.CHILD, reason="x", by=by))
        counted: list[type[Model]] = [HelpCall, DangerRun, RiskFlag]
        assert [kind._default_manager.count() for kind in counted] == [1, 1, 1]

    def test_words_aside_have_numbers_without_gaps(self) -> None:
        from uuid import uuid4

        by, report = make_person(Role.CONSULTANT), make_report()
        at_once(
            lambda: actions.write_aside(
                conversation=report, submission=uuid4(), text="Słowo", by=by
            )
        )
        numbers = SideMessage.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == [1, 2, 3, 4, 5, 6]
