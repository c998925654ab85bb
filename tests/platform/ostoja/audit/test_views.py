"""The audit's pages: who saw what and when, in pages that stay put; no case content."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from ostoja.audit import record
from ostoja.audit.models import AuditEvent
from ostoja.audit.selectors import ON_A_PAGE
from tenants.fence import entered
from tests.cast import Cast, browser_of

LOG = "/pl/staff/audit/"
CASE = UUID("11111111-1111-4111-8111-111111111111")


def happened(cast: Cast, times: int = 1, **facts: Any) -> list[AuditEvent]:
    """Events of a case, newest last."""
    wanted = {
        "verb": "person.signed_in",
        "actor_id": cast.consultant.pk,
        "actor_name": cast.consultant.full_name,
        "object_type": "accounts.user",
        "object_id": str(cast.consultant.pk),
        "subject_type": "cases.case",
        "subject_id": str(CASE),
    }
    now = timezone.now()
    return [
        AuditEvent.objects.create(**wanted | {"at": now + timedelta(seconds=number)} | facts)
        for number in range(times)
    ]


def shown(answer: Any) -> list[AuditEvent]:
    """The events on a page."""
    return [line.event for line in answer.context["lines"]]


class TestDoors:
    @pytest.mark.parametrize("who", ["administrator", "officer"])
    def test_administrators_and_data_protection_officers_read_it(
        self, cast: Cast, who: str
    ) -> None:
        happened(cast)
        browser = browser_of(getattr(cast, who))
        for language in ("pl", "en"):
            assert browser.get(LOG.replace("/pl/", f"/{language}/")).status_code == 200
        assert browser.get(f"{LOG}{CASE}/").status_code == 200

    @pytest.mark.parametrize(
        "who", ["consultant", "coordinator", "supervisor", "stranger", "analyst"]
    )
    def test_nobody_else_does(self, cast: Cast, who: str) -> None:
        happened(cast)
        browser = browser_of(getattr(cast, who))
        assert browser.get(LOG).status_code == 404
        assert browser.get(f"{LOG}{CASE}/").status_code == 404

    def test_it_holds_nothing_of_other_cities(self, cast: Cast) -> None:
        with entered("gdynia"):
            happened(cast, actor_name="Somebody of Gdynia")
        browser = browser_of(cast.administrator)
        assert "Somebody of Gdynia" not in browser.get(LOG).content.decode()
        assert browser.get(f"{LOG}{CASE}/").status_code == 404


class TestSearching:
    def test_newest_first(self, cast: Cast) -> None:
        events = happened(cast, 3)
        assert shown(browser_of(cast.officer).get(LOG))[:3] == events[::-1]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"person": "CONSULTANT"}, 2),
            ({"person": "nobody"}, 0),
            ({"verb": "role.added"}, 1),
            ({"thing": str(CASE)}, 2),
            ({"since": "2026-03-02", "until": "2026-03-02"}, 1),
            ({"since": "2026-03-01", "until": "2026-03-02"}, 2),
            ({"until": "2026-02-28"}, 0),
        ],
    )
    def test_filters(self, cast: Cast, query: dict[str, str], expected: int) -> None:
        # 23:30 in UTC on the first is half past midnight on the second in Warsaw.
        happened(cast, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC), verb="role.added")
        happened(cast, at=datetime(2026, 3, 1, 12, tzinfo=UTC))
        query = {"person": "consultant"} | query
        assert len(shown(browser_of(cast.officer).get(LOG, query))) == expected

    @pytest.mark.parametrize(
        "query",
        [
            {"verb": "no.verb"},
            {"since": "31.02.2026"},
            {"since": "2026-03-02", "until": "2026-03-01"},
            {"until": "9999-12-31"},
            {"person": "\x00"},
        ],
    )
    def test_mistakes_are_told(self, cast: Cast, query: dict[str, str]) -> None:
        answer = browser_of(cast.officer).get(LOG, query)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert "<title>Błąd: " in answer.content.decode()

    def test_a_case_is_found_by_its_number_and_a_person_by_name(self, cast: Cast) -> None:
        from tests.platform.ostoja.access.test_door import make_case

        case = make_case(cast.centre, "IK.7.2026")
        about_case = happened(cast, subject_id=str(case.pk))
        about_person = happened(cast, object_id=str(cast.member.pk), subject_type="", subject_id="")
        happened(cast)
        browser = browser_of(cast.officer)
        assert shown(browser.get(LOG, {"thing": "ik.7.2026"})) == about_case
        assert shown(browser.get(LOG, {"thing": "coalition-member person"})) == about_person
        assert shown(browser.get(LOG, {"thing": "IK.999"})) == []

    def test_nothing_found_teaches(self, cast: Cast) -> None:
        answer = browser_of(cast.officer).get(LOG, {"person": "nobody at all"})
        assert "Nic nie znaleziono" in answer.content.decode()


class TestPages:
    def test_every_event_is_on_exactly_one_page_while_new_ones_arrive(self, cast: Cast) -> None:
        moment = timezone.now()
        events = happened(cast, ON_A_PAGE + 7, at=moment)
        browser = browser_of(cast.officer)
        first = browser.get(LOG, {"person": "consultant"})
        happened(cast, 5)
        second = browser.get(LOG + first.context["next_url"])
        assert "person=consultant" in first.context["next_url"]
        seen = [*shown(first), *shown(second)]
        assert sorted(event.pk for event in seen) == sorted(event.pk for event in events)
        assert second.context["next_url"] == ""

    @pytest.mark.parametrize(
        "cursor",
        ["x", "~", "2026-01-01~x", f"2026-01-01T00:00~{CASE}", "9~9", "\x00", "\u202e~"],
    )
    def test_a_broken_cursor_begins_at_the_top(self, cast: Cast, cursor: str) -> None:
        happened(cast)
        assert shown(browser_of(cast.officer).get(LOG, {"before": cursor}))

    def test_behind_the_last_event_of_a_case_one_begins_at_the_top(self, cast: Cast) -> None:
        happened(cast)
        before = f"2020-01-01T00:00:00+00:00~{CASE}"
        assert shown(browser_of(cast.officer).get(f"{LOG}{CASE}/", {"before": before}))

    def test_a_long_log_costs_as_much_as_a_short_one(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        browser = browser_of(cast.officer)
        happened(cast, ON_A_PAGE * 2)
        browser.get(LOG)
        with django_assert_max_num_queries(6):
            browser.get(LOG)
        with django_assert_max_num_queries(7):
            browser.get(f"{LOG}{CASE}/")


class TestWhoSawACase:
    def test_each_person_once_with_how_often_and_when_last(self, cast: Cast) -> None:
        happened(cast, 3)
        happened(cast, actor_id=cast.coordinator.pk, actor_name="coordinator person")
        happened(cast, actor_id=None, actor_name="")
        answer = browser_of(cast.administrator).get(f"{LOG}{CASE}/")
        counted = {row["name"]: row["times"] for row in answer.context["people"]}
        assert counted == {"consultant person": 3, "coordinator person": 1}
        assert "mieszkaniec lub system" in answer.content.decode()

    def test_things_without_a_case_are_found_by_their_own_identifier(self, cast: Cast) -> None:
        record("person.reactivated", by=cast.administrator, on=cast.member)
        answer = browser_of(cast.officer).get(f"{LOG}{cast.member.pk}/")
        assert "coalition-member person" in answer.content.decode()

    def test_one_that_nobody_touched_does_not_exist(self, cast: Cast) -> None:
        assert browser_of(cast.officer).get(f"{LOG}{uuid4()}/").status_code == 404

    def test_details_stay_in_the_database(self, cast: Cast) -> None:
        happened(cast, details={"note": "CANARY"})
        for url in (LOG, f"{LOG}{CASE}/"):
            assert "CANARY" not in browser_of(cast.administrator).get(url).content.decode()
