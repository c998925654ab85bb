"""One thing done with several cases: what is done, what is refused and why, what leaves."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.test import Client

from casework.cases.actions import close_case
from casework.cases.models import Case
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.audit.models import AuditEvent
from ostoja.tables.reading import read
from tests.casework.cases.situations import NAME, RULES, SUMMARY, make_case, url
from tests.cast import Cast, browser_of


def address(what: str, *cases: Case, **more: str) -> str:
    """The page that does this with these cases."""
    return f"{url('cases_together', what)}?" + urlencode(
        {"case": [case.pk for case in cases], **more}, doseq=True
    )


@pytest.fixture
def two(cast: Cast) -> list[Case]:
    return [make_case(cast, pseudonym=name) for name in ("Wrzos", "=Kalina")]


def close(cast: Cast, case: Case) -> None:
    """Close it with its one need met."""
    close_case(
        case=case,
        version=1,
        submission=uuid4(),
        answers={need.pk: "met" for need in case.needs.all()},
        how_it_ended="Dobrze.",
        group=cast.centre.group,
        by=cast.consultant,
    )


def test_several_cases_are_given_to_a_colleague(cast: Cast, two: list[Case]) -> None:
    browser = browser_of(cast.consultant)
    page = browser.get(address("give", *two)).content.decode()
    assert (
        "2 cases" in page
        and "colleague@city.example" in page
        and "Worker: consultant person" in page
    )
    done = browser.post(address("give", *two), {"worker": cast.colleague.pk})
    assert "Done for 2 cases." in done.content.decode()
    assert {case.worker for case in Case.objects.all()} == {cast.colleague}
    assert AuditEvent.objects.filter(verb="case.assigned").count() == 2


def test_each_refusal_has_its_reason_and_stops_no_other(cast: Cast, two: list[Case]) -> None:
    close(cast, two[0])
    foreign = make_case(cast, lead=cast.partner, by=cast.partner_worker, pseudonym="Cudza")
    grant(cast.centre.group, foreign, Permission.CASE_VIEW)
    answer = browser_of(cast.consultant).post(
        address("urgency", *two, foreign), {"urgency": "immediate"}
    )
    page = answer.content.decode()
    assert "Done for 1 case." in page and "2 cases stay as they were." in page
    assert "This case is closed, so nothing was changed." in page
    assert "Another body leads this case. You cannot change it." in page
    assert [case.urgency for case in Case.objects.order_by("opened_at")] == [
        "soon",
        "immediate",
        "soon",
    ]
    again = address("urgency", two[0], foreign)
    assert again.partition("?")[2].replace("&", "&amp;") in page


def test_a_case_that_one_may_not_see_is_not_spoken_of(cast: Cast, two: list[Case]) -> None:
    hidden = make_case(cast, lead=cast.partner, by=cast.partner_worker, pseudonym="Ukryta")
    browser = browser_of(cast.consultant)
    assert "Ukryta" not in browser.get(address("urgency", two[0], hidden)).content.decode()
    page = browser.post(address("urgency", two[0], hidden), {"urgency": "urgent"}).content.decode()
    assert "Done for 1 case." in page and "Ukryta" not in page
    hidden.refresh_from_db()
    assert hidden.urgency == "soon"


def test_nobody_learns_who_works_for_a_body_that_only_shared_a_case(cast: Cast) -> None:
    case = make_case(cast)
    grant(cast.partner.group, case, Permission.CASE_VIEW)
    page = browser_of(cast.partner_worker).get(address("give", case)).content.decode()
    assert case.number in page
    assert "consultant person" not in page
    answer = browser_of(cast.partner_worker).post(
        address("give", case), {"worker": cast.colleague.pk}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("query", ["", "?case=", "?case=x", f"?case={UUID(int=7)}", "?case=%00"])
def test_without_a_case_one_is_sent_back_with_a_word(cast: Cast, query: str) -> None:
    answer = browser_of(cast.consultant).get(url("cases_together", "give") + query, follow=True)
    assert "Choose at least one case first." in answer.content.decode()


def test_what_cannot_be_done_together_is_not_there(cast: Cast, two: list[Case]) -> None:
    assert browser_of(cast.consultant).get(address("close", *two)).status_code == 404


def test_one_comes_back_to_the_very_list(cast: Cast, two: list[Case]) -> None:
    asked = "sort=newest&columns=age&next=https://example.org"
    page = browser_of(cast.consultant).get(address("give", *two, list=asked)).content.decode()
    assert (
        "?sort=newest&amp;columns=age" in page
        and "example.org" not in page.split("<main")[1].split("<form")[0]
    )


def test_without_an_answer_the_question_comes_back(cast: Cast, two: list[Case]) -> None:
    answer = browser_of(cast.consultant).post(address("urgency", *two), {})
    assert answer.status_code == 422
    assert "Kalina" in answer.content.decode()


# Files


def exported(client: Client, where: str, file_format: str) -> list[list[str]]:
    """The cells of the file, as the system itself reads such files."""
    answer = client.post(where, {"file_format": file_format})
    name = f"cases.{file_format}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    return [list(row.cells) for row in read(answer.content).rows]


def test_a_file_holds_the_chosen_columns_and_no_name(cast: Cast, two: list[Case]) -> None:
    where = address("export", *two, list="columns=age&columns=worker")
    rows = exported(browser_of(cast.consultant), where, "xlsx")
    assert rows[0] == ["Case", "Pseudonym", "Worker", "Age"]
    assert {row[1] for row in rows[1:]} == {"Wrzos", "=Kalina"}
    assert rows[1][2:] == ["consultant person", "34"]
    told = str(rows)
    assert NAME not in told and SUMMARY not in told and RULES not in told
    events = AuditEvent.objects.filter(verb="case.exported")
    assert {event.subject_id for event in events} == {str(case.pk) for case in two}
    assert {event.details["columns"] for event in events} == {"worker,age"}


def test_no_cell_of_a_file_is_a_formula(cast: Cast, two: list[Case]) -> None:
    answer = browser_of(cast.consultant).post(address("export", *two), {"file_format": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert ";'=Kalina;" in text and ";=Kalina" not in text
    assert answer["Content-Type"].startswith("text/csv")


def test_looking_at_the_page_of_an_export_exports_nothing(cast: Cast, two: list[Case]) -> None:
    page = browser_of(cast.consultant).get(address("export", *two)).content.decode()
    assert "Keep the file no longer than you need it." in page
    assert not AuditEvent.objects.filter(verb="case.exported").exists()


def test_the_question_asks_the_same_however_many_there_are(
    cast: Cast, two: list[Case], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    many = [make_case(cast) for _ in range(20)]
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(11):
        assert browser.get(address("give", *many)).status_code == 200


def test_on_the_page_of_a_case_its_lead_finds_the_way(cast: Cast, two: list[Case]) -> None:
    page = browser_of(cast.consultant).get(url("case", two[0].pk)).content.decode()
    assert "Give to a colleague" in page and address("give", two[0]) in page
    grant(cast.partner.group, two[0], Permission.CASE_VIEW)
    assert "Give to a colleague" not in (
        browser_of(cast.partner_worker).get(url("case", two[0].pk)).content.decode()
    )
