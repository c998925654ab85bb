"""A conversation whose time is over while a page of it is open: it is not there, and no error."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from casework.intake import actions, tasks
from casework.intake.actions.told import Told, keep_what_was_told
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.models import Conversation, QuietTime
from tests.casework.intake.reports import code_of, make_report
from tests.cast import Cast

Act = Callable[[Conversation, Cast], object]
FACTS: dict[str, Any] = {"text": "Jestem.", "submission": uuid4()}
ACTS: dict[str, Act] = {
    "claim": lambda row, cast: actions.claim(conversation=row, by=cast.consultant),
    "release": lambda row, cast: actions.release(conversation=row, by=cast.consultant),
    "say": lambda row, cast: actions.say(conversation=row, by=cast.consultant, **FACTS),
    "answer": lambda row, cast: actions.answer(
        conversation=row, version=1, by=cast.consultant, **FACTS
    ),
    "write again": lambda row, cast: actions.write_again(conversation=row, **FACTS),
    "close": lambda row, cast: actions.close(conversation=row, version=1, by=cast.consultant),
    "come to talk": lambda row, cast: actions.enter_chat(conversation=row),
    "leave": lambda row, cast: actions.leave_chat(conversation=row),
    "end": lambda row, cast: actions.end_chat(conversation=row, by=cast.consultant),
    "risk": lambda row, cast: actions.set_risk(
        conversation=row, kind=Risk.SHELTER, reason="Tak.", by=cast.consultant
    ),
    "help": lambda row, cast: actions.call_for_help(conversation=row, by=cast.consultant),
    "tell": lambda row, cast: keep_what_was_told(conversation=row, told=Told(True)),
    "link": lambda row, cast: actions.link_same_person(
        conversation=row, code=code_of(make_report("Inna.")), by=cast.consultant
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=[*ACTS])
def test_whatever_is_done_with_it_finds_nothing(cast: Cast, act: Act) -> None:
    row = make_report()
    Conversation.objects.filter(pk=row.pk).delete()
    with pytest.raises(Http404):
        act(row, cast)


def test_the_clock_passes_over_a_mute_that_went_with_its_conversation(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [make_report(f"{number}") for number in range(2)]
    for row in rows:
        until = timezone.now() + timedelta(hours=1)
        facts: Any = {
            "kind": Quiet.MUTE,
            "until": until,
            "reason": "Powtarza.",
            "by": cast.supervisor,
        }
        actions.keep_quiet(conversation=row, **facts)
    now = timezone.now()
    QuietTime.objects.update(set_at=now - timedelta(hours=2), until=now - timedelta(minutes=1))
    due = list(QuietTime.objects.values_list("pk", flat=True))
    Conversation.objects.filter(pk=rows[0].pk).delete()
    monkeypatch.setattr(tasks, "over_quiet_times", lambda: due)
    assert tasks.watch_the_inbox.run() >= 1
    assert QuietTime.objects.get().ended_at is not None
