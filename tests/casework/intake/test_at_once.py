"""What two hands at the very same moment could do twice: limits, files, replies."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from casework.cases.refusal import NotAllowed
from casework.files.choices import MOST_TOGETHER, FileKind, Scan
from casework.files.receiving import Arrived
from casework.intake import actions
from casework.intake.desk.selectors import answered_now, desk_settings
from casework.intake.files import number_of_files
from casework.intake.models import CannedReply, Conversation, DeskSettings, MessageFile
from ostoja.accounts.actions import deactivate
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.intake.reports import make_report
from tests.casework.intake.test_races import AT_ONCE, all_at_once, consultants
from tests.cast import make_cast, make_person

LIMIT = 2


@pytest.fixture
def _gdansk(committed_database: str, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    with entered("gdansk"):
        desk_settings()
        DeskSettings.objects.update(most_at_once=LIMIT)
        yield


def claim(row: Conversation, by: User) -> str:
    try:
        actions.claim(conversation=row, by=by)
    except NotAllowed as refusal:
        return type(refusal).__name__
    return "won"


@pytest.mark.usefixtures("_gdansk")
def test_nobody_gets_past_their_limit_by_many_claims_at_once() -> None:
    for _ in range(3):
        [person] = consultants_named(f"p{uuid4().hex}@city.example")
        rows = [make_report(f"{number}") for number in range(AT_ONCE)]
        outcomes = Counter(all_at_once([partial(claim, row, person) for row in rows]))
        assert outcomes == {"won": LIMIT, "OverLimit": AT_ONCE - LIMIT}
        assert answered_now(person) == LIMIT


def consultants_named(*emails: str) -> list[User]:
    from ostoja.access.roles import Role

    return [make_person(Role.CONSULTANT, email=email) for email in emails]


def pass_on(row: Conversation, to: User, by: User) -> str:
    row.refresh_from_db()
    try:
        actions.pass_on(conversation=row, version=row.version, receiver=to, note="Proszę.", by=by)
    except NotAllowed:
        return "full"
    return "given"


@pytest.mark.usefixtures("_gdansk")
def test_nobody_is_given_more_than_their_limit_by_many_at_once() -> None:
    receiver, *givers = consultants(AT_ONCE + 1)
    rows = [make_report(f"{number}") for number in range(AT_ONCE)]
    for row, giver in zip(rows, givers, strict=True):
        actions.claim(conversation=row, by=giver)
    works = [partial(pass_on, row, receiver, by) for row, by in zip(rows, givers, strict=True)]
    assert Counter(all_at_once(works)) == {"given": LIMIT, "full": AT_ONCE - LIMIT}
    assert answered_now(receiver) == LIMIT


@pytest.mark.usefixtures("_gdansk")
def test_claiming_while_one_is_switched_off_never_waits_for_ever() -> None:
    cast = make_cast()
    for _ in range(5):
        [person] = consultants_named(f"p{uuid4().hex}@city.example")
        rows = [make_report(f"{number}") for number in range(4)]
        actions.claim(conversation=rows[0], by=person)
        works = [partial(claim, row, person) for row in rows]
        all_at_once([*works, partial(deactivate, user=person, by=cast.administrator)])
        person.refresh_from_db()
        assert not person.is_active


def add_reply(submission: Any, by: User) -> Any:
    texts = {"pl": "Jestem tutaj."}
    return actions.add_canned_reply(submission=submission, by=by, title=texts, text=texts).pk


@pytest.mark.usefixtures("_gdansk")
def test_a_double_click_adds_one_reply() -> None:
    [person], submission = consultants(1), uuid4()
    before = CannedReply.objects.count()
    assert set(all_at_once([partial(add_reply, submission, person)] * AT_ONCE)) == {submission}
    assert CannedReply.objects.count() == before + 1
    all_at_once([partial(add_reply, uuid4(), person) for _ in range(AT_ONCE)])
    places = [row.position for row in CannedReply.objects.all()]
    assert len(places) == len(set(places))


def arrived() -> Arrived:
    return Arrived(b"x", FileKind.TEXT, uuid4().bytes * 2, Scan.UNSCANNED)


def write(row: Conversation, number: int) -> None:
    files = [arrived() for _ in range(number)]
    actions.write_again(conversation=row, submission=uuid4(), text="Więcej.", files=files)


@pytest.mark.usefixtures("_gdansk")
def test_forty_files_never_become_forty_one_and_no_word_is_lost() -> None:
    row = make_report()
    for _ in range(MOST_TOGETHER // 5 - 1):
        write(row, 5)
    all_at_once([partial(write, row, 2)] * AT_ONCE)
    assert number_of_files(row) == MOST_TOGETHER
    refused = MessageFile.objects.filter(state="refused")
    assert {one.refusal for one in refused} == {"many"}
    assert refused.count() == 2 * AT_ONCE - 5
    assert row.messages.count() == MOST_TOGETHER // 5 + AT_ONCE
