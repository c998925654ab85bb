"""What people are to be told of their matter: by which ways, and how it went."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Flag, Shown, Text
from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from casework.telling import actions, public_words, selectors, ways
from casework.telling.choices import BY_HAND, NOTICES, Result, State, Way, What, WhyNot
from casework.telling.forms.note import LONGEST
from casework.telling.models import Telling as TellingRow
from casework.telling.refusals import TellingRefused
from casework.telling.ways import Standing
from ostoja.access.permissions import Permission
from ostoja.ui.forms.fields import MOST_CHARACTERS


@contextmanager
def refusals_as_problems(notice: str = "notice") -> Iterator[None]:
    """What is refused is 422 where something sent must be changed, else 409; ``notice`` is what
    the operation calls the neutral message.
    """
    try:
        yield
    except TellingRefused as refusal:
        if not refusal.field:
            raise
        field = notice if refusal.field == "notice" else refusal.field
        raise Invalid([{"pointer": f"/{field}", "detail": refusal.words}]) from refusal


class Telling(Shown):
    """One thing that somebody tells the person of a case."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    referral = serializers.UUIDField(source="referral_id", allow_null=True)
    outside_referral = serializers.UUIDField(source="outside_id", allow_null=True)
    what = serializers.ChoiceField(choices=What.choices)
    since = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="After this moment it is late.")
    again_on = serializers.DateField(
        allow_null=True, help_text="The day of the next try, where the person was not reached."
    )
    state = serializers.ChoiceField(choices=State.choices)
    way = serializers.ChoiceField(choices=Way.choices, allow_blank=True)
    why_not = serializers.ChoiceField(choices=WhyNot.choices, allow_blank=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8f9a0b1c-2d3e-4f5a-8b6c-7d8e9f0a1b21",
        "case": "1d2b9a04-6d2e-4a8f-8c55-5b8f4b7f7b12",
        "referral": "3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e70",
        "outside_referral": None,
        "what": "accepted",
        "since": "2026-11-23T10:00:00+01:00",
        "due_at": "2026-11-24T10:00:00+01:00",
        "again_on": None,
        "state": "waiting",
        "way": "",
        "why_not": "",
        "ended_at": None,
        "version": 1,
    }


class WayOfTelling(Shown):
    """One way at this moment."""

    way = serializers.ChoiceField(choices=Way.choices)
    standing = serializers.ChoiceField(
        choices=[one.value for one in Standing],
        help_text="`later`: allowed, but not at this hour. `yours`: whoever read the case decides.",
    )
    why = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True, help_text="The next safe moment.")

    example: ClassVar = {
        "way": "text",
        "standing": "later",
        "why": "The person allowed it, but now is not a safe time. It is from 24.11.2026 08:00.",
        "until": "2026-11-24T08:00:00+01:00",
    }


class TellingWithWays(Telling):
    """With the ways that are safe at this moment, and a text in the person's language."""

    ways = WayOfTelling(many=True)
    proposal = serializers.CharField(help_text="To be read and changed before it is sent.")

    example: ClassVar = {
        **Telling.example,
        "ways": [WayOfTelling.example],
        "proposal": "Mamy dla Ciebie wiadomość.",
    }


class WordsToPerson(Body):
    """What the person reads in the conversation; with `notice` a neutral message leads there."""

    text = Text(max_length=MOST_CHARACTERS)
    notice = Choice(choices=[(one.value, one.label) for one in NOTICES], required=False)
    note_read = Flag(required=False, help_text="You have read what the person asks us to mind.")
    reason = Text(
        required=False,
        allow_blank=True,
        max_length=2_000,
        help_text="Why you answer one conversation more than the city's limit.",
    )

    example: ClassVar = {"text": "Mamy dla Ciebie wiadomość.", "notice": "text", "note_read": True}


class TriedToTell(Body):
    """A call or a meeting, and how it went."""

    way = Choice(choices=[(one.value, one.label) for one in BY_HAND])
    result = Choice(choices=[one for one in Result.choices if one[0] != Result.SENT])
    note = Text(required=False, allow_blank=True, max_length=LONGEST)

    example: ClassVar = {"way": "call", "result": "not_reached"}


class NotTold(Body):
    """Why not; with `not_reached` the day on which somebody tries again."""

    why_not = Choice(choices=WhyNot.choices)
    again_on = Day(required=False, allow_null=True)
    note = Text(required=False, allow_blank=True, max_length=LONGEST)

    example: ClassVar = {"why_not": "not_reached", "again_on": "2026-11-26"}


class NeutralMessage(Body):
    """A neutral message after the person was told in the conversation."""

    way = Choice(choices=[(one.value, one.label) for one in NOTICES])
    note_read = Flag(required=False)

    example: ClassVar = {"way": "email", "note_read": True}


class TellingFilter(django_filters.FilterSet):
    """Which to list."""

    case = django_filters.UUIDFilter(field_name="case_id", help_text="Only of this case.")
    state = django_filters.ChoiceFilter(
        choices=State.choices, help_text="Only those that stand so."
    )


class TellingView(Resource):
    """Of the cases that one's bodies lead or coordinate; others see none of it."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.CASE_VIEW
    ordering = ("-since", "-id")
    filters = TellingFilter

    @operation("List what people are to be told", "The newest first.", gives=Telling, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.tellings_visible_to(self.user), Telling)

    @operation("Read what a person is to be told, and by which ways", gives=TellingWithWays)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        found = selectors.telling_for(self.user, pk)
        conversation = ways.conversation_to_write(found.case, self.user)
        found.ways = ways.ways_of(found.case, self.user, timezone.now())  # type: ignore[attr-defined]
        found.proposal = public_words.proposal(found, conversation)  # type: ignore[attr-defined]
        return given(TellingWithWays(found).data, version=found.version)

    @operation(
        "Tell the person in the conversation",
        "Of two who tell at once one does. The neutral message leaves at a safe time.",
        takes=WordsToPerson,
        gives=Telling,
        versioned=True,
    )
    def tell(self, request: Request, pk: UUID) -> Response:
        found, version = selectors.telling_for(self.user, pk), self.version
        sent: dict[str, Any] = self.body(WordsToPerson)
        with refusals_as_problems():
            told = actions.tell_in_conversation(
                telling=found, version=version, submission=self.submission, by=self.user, **sent
            )
        return _shown(told)

    @operation(
        "Write down a call or a meeting",
        "Where the person was not reached, it goes on waiting.",
        takes=TriedToTell,
        gives=Telling,
        versioned=True,
    )
    def contact(self, request: Request, pk: UUID) -> Response:
        found, version = selectors.telling_for(self.user, pk), self.version
        with refusals_as_problems():
            noted = actions.note_contact(
                telling=found,
                version=version,
                submission=self.submission,
                by=self.user,
                **self.body(TriedToTell),
            )
        return _shown(noted)

    @operation("Say why the person is not told", takes=NotTold, gives=Telling, versioned=True)
    def not_told(self, request: Request, pk: UUID) -> Response:
        found, version = selectors.telling_for(self.user, pk), self.version
        with refusals_as_problems():
            noted = actions.note_not_told(
                telling=found, version=version, by=self.user, **self.body(NotTold)
            )
        return _shown(noted)

    @operation(
        "Prepare a neutral message",
        "It says only that there is something to read. It is asked once more when it leaves.",
        takes=NeutralMessage,
        gives=Telling,
    )
    def notice(self, request: Request, pk: UUID) -> Response:
        found = selectors.telling_for(self.user, pk)
        with refusals_as_problems(notice="way"):
            told = actions.send_notice(
                telling=found, submission=self.submission, by=self.user, **self.body(NeutralMessage)
            )
        return _shown(told)


def _shown(found: TellingRow) -> Response:
    return given(Telling(found).data, version=found.version)
