"""The clock towards the city's promise, and who is told when it is broken."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from casework.intake import actions
from casework.intake.desk.choices import Overdue, Risk
from casework.intake.desk.promise import WARSAW, clock_of, due_at
from casework.intake.models import Conversation, DeskSettings, Escalation
from casework.intake.tasks import watch_the_inbox
from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.intake.reports import age, make_report
from tests.cast import Cast, browser_of, make_person

RULES = DeskSettings(by_day=30, by_night=120, day_begins=time(8), day_ends=time(20))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-23T12:00", "2026-11-23T12:30"),
        ("2026-11-23T08:00", "2026-11-23T08:30"),
        ("2026-11-23T19:59", "2026-11-23T20:29"),  # what began by day is promised by day
        ("2026-11-23T20:00", "2026-11-23T22:00"),
        ("2026-11-23T02:00", "2026-11-23T04:00"),
        ("2026-11-23T07:30", "2026-11-23T08:30"),  # the morning is nearer
    ],
)
def test_by_when_somebody_has_an_answer(since: str, due: str) -> None:
    assert due_at(at(since), RULES) == at(due)


def test_the_night_on_which_clocks_go_back_promises_the_same_time() -> None:
    since = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 2.30, which comes twice
    assert due_at(since, RULES) - since == timedelta(minutes=120)


def test_a_night_promise_is_never_shorter_than_that_by_day() -> None:
    odd = DeskSettings(by_day=60, by_night=120, day_begins=time(8), day_ends=time(20))
    assert due_at(at("2026-11-23T07:59"), odd) == at("2026-11-23T09:00")


@pytest.mark.parametrize(
    ("minutes", "step", "soon"),
    [(0, None, False), (25, None, True), (30, 1, False), (59, 1, False), (60, 2, False)],
)
def test_the_clock_counts_steps(minutes: int, step: int | None, soon: bool) -> None:
    since = at("2026-11-23T12:00")
    clock = clock_of(since, RULES, since + timedelta(minutes=minutes))
    assert (clock.step, clock.is_soon) == (step, soon)


@pytest.fixture
def promised(cast: Cast) -> None:
    """The same by day and by night, whenever the test runs."""
    DeskSettings.objects.update(by_day=30, by_night=30)


def told() -> set[str]:
    rows = Notification.objects.filter(kind="conversation-overdue")
    return set(rows.values_list("person__email", flat=True))


@pytest.mark.usefixtures("promised")
class TestEscalation:
    def test_within_the_promise_nobody_is_told(self, cast: Cast, report: Conversation) -> None:
        assert watch_the_inbox.run() == 0 and told() == set()

    def test_each_step_is_told_once(self, cast: Cast, report: Conversation) -> None:
        age(report, minutes=40)
        assert [watch_the_inbox.run() for _ in range(3)] == [1, 0, 0]
        assert cast.supervisor.email in told() and cast.colleague.email in told()
        number = Notification.objects.count()
        age(report, minutes=70)
        Escalation.objects.update(waiting_since=report.waiting_since)
        assert [watch_the_inbox.run() for _ in range(2)] == [1, 0]
        assert Notification.objects.count() > number
        steps = Escalation.objects.order_by("step").values_list("step", flat=True)
        assert list(steps) == [Overdue.ONCE, Overdue.TWICE]
        assert AuditEvent.objects.filter(verb="conversation.escalated").count() == 2

    def test_a_new_wait_has_steps_of_its_own(self, cast: Cast, report: Conversation) -> None:
        age(report, minutes=40)
        watch_the_inbox.run()
        age(report, minutes=50)
        assert watch_the_inbox.run() == 1

    def test_whoever_holds_it_is_told_too(self, cast: Cast, report: Conversation) -> None:
        actions.claim(conversation=report, by=cast.consultant)
        age(report, minutes=40)
        watch_the_inbox.run()
        assert cast.consultant.email in told()

    def test_what_a_machine_may_have_sent_calls_nobody(self, cast: Cast) -> None:
        age(make_report(is_doubtful=True), hours=9)
        assert watch_the_inbox.run() == 0

    def test_whoever_was_answered_a_moment_before_calls_nobody(
        self, cast: Cast, report: Conversation
    ) -> None:
        from casework.intake.actions.escalation import escalate

        age(report, minutes=40)
        actions.answer(
            conversation=report,
            version=report.version,
            submission=report.pk,
            text="Jestem.",
            by=cast.consultant,
        )
        assert escalate(conversation=report, step=Overdue.ONCE) is False
        assert told() == set()

    def test_whoever_left_is_not_told(self, cast: Cast, report: Conversation) -> None:
        gone = make_person(Role.SUPERVISOR, cast.centre, "gone@city.example")
        gone.is_active = False
        gone.save()
        age(report, minutes=70)
        watch_the_inbox.run()
        assert gone.email not in told()


@pytest.mark.usefixtures("promised")
class TestOnThePage:
    def test_the_clock_is_seen_and_the_count_is_read_out(
        self, cast: Cast, report: Conversation
    ) -> None:
        age(make_report(), minutes=45)
        text = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
        assert "obiecane 15\N{NO-BREAK SPACE}minut temu" in text
        assert 'role="status" data-part="counted"' in text
        status = " ".join(text.partition('data-part="counted">')[2].partition("</p>")[0].split())
        words = "2 osoby czekają na odpowiedź. <strong> 1 dłużej, niż obiecano. </strong>"
        assert status == f'<p class="govuk-body-l"> {words}'
        assert "minut" not in status, "it would be read out each minute"

    @pytest.mark.parametrize(("query", "number"), [("", 3), ("?show=late", 1), ("?show=urgent", 1)])
    def test_it_can_be_narrowed(
        self, cast: Cast, report: Conversation, query: str, number: int
    ) -> None:
        age(make_report(), minutes=45)
        make_report(is_minor=True)
        page = browser_of(cast.consultant).get(f"/pl/staff/inbox/{query}")
        assert len(page.context["rows"]) == number

    def test_danger_help_and_risk_stand_first(self, cast: Cast, report: Conversation) -> None:
        child, risk, help_, danger = (make_report(is_minor=at == 0 or None) for at in range(4))
        actions.set_risk(conversation=risk, kind=Risk.HEALTH, reason="x", by=cast.consultant)
        actions.call_for_help(conversation=help_, by=cast.consultant)
        actions.begin_danger(conversation=danger, by=cast.consultant)
        page = browser_of(cast.consultant).get("/pl/staff/inbox/")
        found = [row.conversation for row in page.context["rows"]]
        assert found == [danger, help_, risk, child, report]

    def test_it_refreshes_itself(self, cast: Cast) -> None:
        text = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
        assert 'id="inbox" data-refresh="3"' in text


def test_now_is_used_where_no_moment_is_given() -> None:
    assert not clock_of(timezone.now(), RULES).is_broken
