"""A program sends in what somebody wrote on another page."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from api.models import Sending
from casework.intake.budget import PROGRAM_REPORTS
from casework.intake.models import Conversation
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tenants.fence import entered
from tenants.models import Stage
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.intake.reports import make_entry_point, phone
from tests.cast import Cast
from tests.tenants.opening.making import set_stage

WORDS = "Nie śpię od tygodnia."
BODY = {"text": WORDS, "language": "uk"}
OURS = "incoming:write"


def site(cast: Cast) -> Program:
    """The server of the city's website."""
    PROGRAM_REPORTS.forget()
    return program_of(cast.administrator, OURS)


def made(answer: Any) -> Any:
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_report_is_kept_as_from_our_form_and_its_code_opens_it(cast: Cast) -> None:
    point = make_entry_point()
    told = {
        "entry_point": point.code,
        "about": "me",
        "age": "minor",
        "needs": ["psychological"],
        "safe_contact": {"may_call": "yes", "phone": "600 100 200", "times": ["morning"]},
    }
    shown = made(site(cast).post("incoming/", {**BODY, **told}))
    row = Conversation.objects.get()
    assert (row.channel, row.language, row.about) == ("api", "uk", "me")
    assert (row.is_minor, row.entry_point, row.is_doubtful) == (True, point, False)
    assert [one.need.key for one in row.needs.all()] == ["psychological"]
    assert row.safe_contact.phone == "+48600100200"
    assert shown["passed_over"] == [] and shown["address"].endswith("/uk/info/2/")
    page = phone().post("/uk/info/2/", {"code": shown["code"]})
    assert WORDS in page.content.decode()


def test_words_alone_are_enough(cast: Cast) -> None:
    made(site(cast).post("incoming/", BODY))
    row = Conversation.objects.get()
    assert (row.is_minor, row.about, row.no_needs, row.entry_point) == (None, "", "", None)
    assert row.messages.get().text == WORDS


def test_the_same_key_is_one_report_with_the_same_code_for_ten_minutes(cast: Cast) -> None:
    program, key = site(cast), str(uuid4())
    first, again = (made(program.post("incoming/", BODY, key=key)) for _ in range(2))
    assert first == again and first["code"] and Conversation.objects.count() == 1
    late = timezone.now() - timedelta(minutes=11)
    Conversation.objects.update(created_at=late)
    assert made(program.post("incoming/", BODY, key=key))["code"] is None
    assert_problem(program.post("incoming/", {**BODY, "text": "Co innego"}, key=key), 422)


def test_the_code_is_kept_nowhere(cast: Cast) -> None:
    code = made(site(cast).post("incoming/", BODY))["code"]
    kept = Sending.objects.get().answer
    assert code not in kept and code.replace(" ", "") not in kept and WORDS not in kept


def test_those_who_answer_are_told_also_whoever_made_the_token(cast: Cast) -> None:
    PROGRAM_REPORTS.forget()
    made(program_of(cast.consultant, OURS).post("incoming/", BODY))
    told = Notification.objects.filter(person=cast.consultant, kind="report-waits")
    assert told.count() == 1


def test_who_sent_it_is_on_record_as_a_token_and_no_address_is(cast: Cast) -> None:
    program = site(cast)
    program.client.defaults.update(REMOTE_ADDR="203.0.113.77", HTTP_REFERER="https://www.x.example")
    program.client.defaults["HTTP_USER_AGENT"] = "Kanarek/1"
    made(program.post("incoming/", BODY))
    event = AuditEvent.objects.get(verb="conversation.received")
    assert event.via.startswith("token:")
    told = " ".join(str(list(model.objects.values())) for model in (AuditEvent, Sending))
    for trace in ("203.0.113", "x.example", "Kanarek"):
        assert trace not in told


@pytest.mark.parametrize(
    "path",
    ["conversations/", "cases/", "entry-points/", "people/", "statistics/", "audit/"],
)
def test_its_token_reads_nothing(cast: Cast, path: str) -> None:
    assert site(cast).get(path).status_code in {403, 404}


def test_a_token_of_another_part_sends_nothing_in(cast: Cast) -> None:
    assert_problem(program_of(cast.administrator, "inbox:write").post("incoming/", BODY), 403)
    assert_problem(program_of(cast.administrator, "read").post("incoming/", BODY), 403)
    assert_problem(program_of(cast.partner_worker, OURS).post("incoming/", BODY), 404)
    assert_problem(Program().post("incoming/", BODY), 401)
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"text": "  "}, "/text"),
        ({"text": None}, "/text"),
        ({"text": "x" * 20_001}, "/text"),
        ({"language": "fr"}, "/language"),
        ({"about": "dog"}, "/about"),
        ({"age": 17}, "/age"),
        ({"needs": "psychological"}, "/needs"),
        ({"needs": [["a"]]}, "/needs/0"),
        ({"ip": "203.0.113.7"}, "/ip"),
        ({"safe_contact": {"may_call": "yes", "phone": "12"}}, "/safe_contact/phone"),
        ({"safe_contact": {"may_write": "yes", "email": "nie"}}, "/safe_contact/email"),
        ({"safe_contact": {"when": "now"}}, "/safe_contact/when"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    cast: Cast, wrong: dict[str, Any], pointer: str
) -> None:
    problem = assert_problem(site(cast).post("incoming/", {**BODY, **wrong}), 422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert not Conversation.objects.exists()


def test_what_is_not_known_any_more_stops_nobody(cast: Cast) -> None:
    point = make_entry_point(is_active=False)
    sent = {**BODY, "entry_point": point.code, "needs": ["psychological", "gone"]}
    assert made(site(cast).post("incoming/", sent))["passed_over"] == ["/entry_point", "/needs/1"]
    row = Conversation.objects.get()
    assert row.entry_point is None and row.needs.count() == 1


def test_beyond_the_budget_of_the_token_reports_wait_behind_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = site(cast)
    monkeypatch.setattr(PROGRAM_REPORTS, "limit", 2)
    for number in range(3):
        made(program.post("incoming/", {**BODY, "text": f"{WORDS} {number}"}))
    doubts = list(Conversation.objects.order_by("created_at").values_list("doubt", flat=True))
    assert doubts == ["", "", "many"]
    made(program_of(cast.consultant, OURS).post("incoming/", BODY))  # another token, another budget
    assert Conversation.objects.filter(is_doubtful=True).count() == 1


def test_a_city_that_is_not_open_takes_nothing(cast: Cast) -> None:
    program = site(cast)
    set_stage(Stage.PREPARING)
    assert_problem(program.post("incoming/", BODY), 409)
    assert not Conversation.objects.exists()


def test_the_inbox_says_how_each_came_and_filters_by_it(cast: Cast) -> None:
    made(site(cast).post("incoming/", BODY))
    program = program_of(cast.consultant)
    [row] = ok(program.get("conversations/?channel=api"))["results"]
    assert row["channel"] == "api"
    assert ok(program.get("conversations/?channel=chat"))["results"] == []
    assert_problem(program.get("conversations/?channel=pigeon"), 400)


def test_an_entry_point_of_another_city_is_not_known_here(cast: Cast) -> None:
    with entered("gdynia"):
        make_entry_point("GDY234")
    sent = {**BODY, "entry_point": "GDY234"}
    assert made(site(cast).post("incoming/", sent))["passed_over"] == ["/entry_point"]
    assert Conversation.objects.get().entry_point is None
