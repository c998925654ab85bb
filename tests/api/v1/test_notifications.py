"""What one was told, and how one wants to be told, by program."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from ostoja.notifications.models import Choices, Notification
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.referrals.situations import in_state
from tests.cast import Cast

LIST, CHOICES = "notifications/", "notification-choices/"


@pytest.fixture
def referral(cast: Cast) -> Referral:
    """A referral that waits for the partner's answer."""
    return in_state(cast, Kind.REFERRAL, State.SENT)


@pytest.fixture
def program(cast: Cast, referral: Referral) -> Program:
    """Of the partner's worker."""
    return program_of(cast.partner_worker)


class TestList:
    def test_it_says_what_happened_and_names_what_may_be_opened(
        self, program: Program, referral: Referral
    ) -> None:
        [one] = ok(program.get(LIST))["results"]
        assert one["kind"] == "referral-arrived"
        assert one["title"] == "Your organisation has received a referral"
        assert one["object"] == str(referral.pk)
        assert one["name"] == f"{referral.case.number} (sent)"
        assert one["read_at"] is None
        assert ok(program.get(f"{LIST}{one['id']}/")) == one

    def test_it_speaks_polish(self, cast: Cast, referral: Referral) -> None:
        [one] = ok(program_of(cast.partner_worker, language="pl").get(LIST))["results"]
        assert one["title"] == "Do Twojej organizacji wpłynęło skierowanie"

    def test_what_may_not_be_opened_any_more_is_not_named(
        self, program: Program, cast: Cast
    ) -> None:
        Membership.objects.filter(user=cast.partner_worker).update(role=Role.ANALYST)
        [one] = ok(program.get(LIST))["results"]
        assert (one["name"], one["object"]) == ("", None)

    def test_one_lists_ones_own(self, program: Program, cast: Cast) -> None:
        [one] = ok(program.get(LIST))["results"]
        others = program_of(cast.stranger)
        assert ok(others.get(LIST))["results"] == []
        assert_problem(others.get(f"{LIST}{one['id']}/"), 404)
        assert_problem(others.post(f"{LIST}{one['id']}/read/"), 404)

    def test_it_comes_in_pages(self, program: Program, cast: Cast, referral: Referral) -> None:
        for _ in range(3):
            in_state(cast, Kind.REFERRAL, State.SENT)
        first = ok(program.get(f"{LIST}?limit=3"))
        rest = ok(program.get(first["next"]))
        assert (len(first["results"]), len(rest["results"]), rest["next"]) == (3, 1, None)
        times = [one["created_at"] for one in (*first["results"], *rest["results"])]
        assert times == sorted(times, reverse=True)

    @pytest.mark.parametrize("wrong", ["unread=maybe", "kind=x", "limit=0", "cursor=x"])
    def test_a_wrong_question_is_refused(self, program: Program, wrong: str) -> None:
        answer = program.get(f"{LIST}?{wrong}")
        assert answer.status_code in {200, 400}
        assert (answer.status_code == 200) is wrong.startswith("unread")


class TestReading:
    def test_one_is_marked_once(self, program: Program) -> None:
        [one] = ok(program.get(f"{LIST}?unread=true"))["results"]
        read = ok(program.post(f"{LIST}{one['id']}/read/"))
        assert read["read_at"]
        assert ok(program.post(f"{LIST}{one['id']}/read/"))["read_at"] == read["read_at"]
        assert ok(program.get(f"{LIST}?unread=true"))["results"] == []
        assert len(ok(program.get(f"{LIST}?unread=false"))["results"]) == 1

    def test_all_are_marked_that_were_there(self, program: Program) -> None:
        early = {"until": "2020-01-01T00:00:00+01:00"}
        assert ok(program.post(f"{LIST}read/", early)) == {"number": 0}
        now = {"until": timezone.now().isoformat()}
        Notification.objects.update(created_at=timezone.now())
        assert ok(program.post(f"{LIST}read/", {"until": "2099-01-01T00:00:00Z"})) == {"number": 1}
        assert ok(program.post(f"{LIST}read/", now)) == {"number": 0}

    @pytest.mark.parametrize("until", [None, "", "now", "2026-11-22T10:00:00", 7, "\x00"])
    def test_a_spoilt_moment_is_refused(self, program: Program, until: Any) -> None:
        body = {} if until is None else {"until": until}
        assert pointers(program.post(f"{LIST}read/", body)) == {"/until"}

    def test_a_token_that_only_reads_marks_nothing(self, program: Program, cast: Cast) -> None:
        reader = program_of(cast.partner_worker, "notifications:read")
        [one] = ok(reader.get(LIST))["results"]
        assert_problem(reader.post(f"{LIST}{one['id']}/read/"), 403)
        assert_problem(program_of(cast.partner_worker, "cases:write").get(LIST), 403)


class TestChoices:
    def tag(self, program: Program) -> str:
        return str(program.get(CHOICES).headers["ETag"])

    def one(self, kind: str, **facts: Any) -> dict[str, Any]:
        return {"kinds": [{"kind": kind, **facts}]}

    def row(self, answer: Any, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = next(row for row in answer["kinds"] if row["kind"] == kind)
        return found

    def test_it_says_how_one_is_told_of_each_kind(self, program: Program) -> None:
        found = ok(program.get(CHOICES))
        assert found["version"] == 0
        assert self.row(found, "referral-arrived")["mail"] == "at_once"
        fixed = self.row(found, "account-security")
        assert not fixed["can_choose"] and fixed["why_always"]
        assert "invitation-accepted" not in [row["kind"] for row in found["kinds"]]

    def test_a_change_names_the_version_it_was_made_from(self, program: Program) -> None:
        body, tag = self.one("referral-arrived", mail="digest"), self.tag(program)
        assert_problem(program.patch(CHOICES, body), 428)
        changed = ok(program.patch(CHOICES, body, match=tag))
        row = self.row(changed, "referral-arrived")
        assert (row["in_app"], row["mail"], changed["version"]) == (True, "digest", 1)
        assert_problem(program.patch(CHOICES, body, match=tag), 412)
        off = self.one("referral-arrived", in_app=False)
        row = self.row(ok(program.patch(CHOICES, off, match=self.tag(program))), "referral-arrived")
        assert (row["in_app"], row["mail"]) == (False, "digest")

    @pytest.mark.parametrize(
        ("kind", "facts", "pointer"),
        [
            ("account-security", {"mail": "none"}, "/kinds/0/kind"),
            ("invitation-accepted", {"mail": "none"}, "/kinds/0/kind"),
            ("nothing", {}, "/kinds/0/kind"),
            ("\x00", {}, "/kinds/0/kind"),
            ("referral-arrived", {"mail": "pigeon"}, "/kinds/0/mail"),
            ("referral-arrived", {"in_app": "yes"}, "/kinds/0/in_app"),
            ("referral-arrived", {"colour": "red"}, "/kinds/0/colour"),
        ],
    )
    def test_what_cannot_be_chosen_is_refused(
        self, program: Program, kind: str, facts: dict[str, Any], pointer: str
    ) -> None:
        answer = program.patch(CHOICES, self.one(kind, **facts), match=self.tag(program))
        assert pointers(answer) == {pointer}
        assert not Choices.objects.exists()

    def test_more_kinds_than_there_can_be_are_refused(self, program: Program) -> None:
        many = {"kinds": [{"kind": str(uuid4())}] * 101}
        assert program.patch(CHOICES, many, match=self.tag(program)).status_code == 422
