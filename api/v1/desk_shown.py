"""What programs read of a conversation's desk: risks, words aside, help, danger."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Shown
from casework.intake.desk.choices import Quiet, Risk

NOW = "2026-11-22T21:40:00+01:00"
SOMEBODY = "7a8b9c0d-1e2f-4a3b-8c4d-5e6f7a8b9c01"


class RiskShown(Shown):
    """A risk that somebody noted; ``withdrawn_at`` is null while it stands."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Risk.choices)
    reason = serializers.CharField()
    set_by = serializers.UUIDField(source="set_by_id", allow_null=True)
    set_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = serializers.CharField()

    example: ClassVar = {
        "id": "2c3d4e5f-6a7b-4c8d-9e0f-1a2b3c4d5e61",
        "kind": "shelter",
        "reason": "Nie ma dokąd wrócić.",
        "set_by": SOMEBODY,
        "set_at": NOW,
        "withdrawn_at": None,
        "withdrawn_reason": "",
    }


class AsideShown(Shown):
    """A word among staff; the resident never reads it."""

    number = serializers.IntegerField()
    staff = serializers.UUIDField(source="staff_id", allow_null=True)
    text = serializers.CharField()
    created_at = serializers.DateTimeField()

    example: ClassVar = {
        "number": 1,
        "staff": SOMEBODY,
        "text": "Proszę o radę.",
        "created_at": NOW,
    }


class PassingShown(Shown):
    """To whom it was passed on; null is the queue."""

    giver = serializers.UUIDField(source="giver_id", allow_null=True)
    receiver = serializers.UUIDField(source="receiver_id", allow_null=True)
    note = serializers.CharField()
    created_at = serializers.DateTimeField()

    example: ClassVar = {
        "giver": SOMEBODY,
        "receiver": None,
        "note": "Kończę dyżur.",
        "created_at": NOW,
    }


class MuteShown(Shown):
    """A mute or ban that holds now."""

    kind = serializers.ChoiceField(choices=Quiet.choices)
    until = serializers.DateTimeField()
    reason = serializers.CharField()

    example: ClassVar = {"kind": "mute", "until": NOW, "reason": "Obraża."}


class HelpShown(Shown):
    """The last call for help; ``coming`` is who said that they are coming."""

    asked_by = serializers.UUIDField(source="asked_by_id", allow_null=True)
    asked_at = serializers.DateTimeField()
    coming = serializers.UUIDField(source="coming_id", allow_null=True)
    coming_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {
        "asked_by": SOMEBODY,
        "asked_at": NOW,
        "coming": None,
        "coming_at": None,
    }


class StepShown(Shown):
    """A step of the procedure for danger to life; ``done_at`` is null until it is ticked."""

    number = serializers.IntegerField(help_text="What “tick” takes; begins with 0.")
    text = serializers.CharField()
    done_at = serializers.DateTimeField(allow_null=True)

    example: ClassVar = {"number": 0, "text": "Zadzwoń pod 112.", "done_at": None}


class ReplyShown(Shown):
    """A canned reply, filled in, in the resident's language as far as there is one."""

    title = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    is_sample = serializers.BooleanField()

    example: ClassVar = {
        "title": "Pierwsze słowo",
        "text": "Dzień dobry. Jestem tutaj i czytam.",
        "language": "pl",
        "is_sample": True,
    }


class Desk(Shown):
    """All that staff know of a conversation beside its words."""

    version = serializers.IntegerField(help_text="Of the conversation.")
    risks = RiskShown(many=True)
    asides = AsideShown(many=True)
    passings = PassingShown(many=True)
    mute = MuteShown(allow_null=True)
    help = HelpShown(allow_null=True)
    danger = StepShown(many=True, allow_null=True, help_text="null: not begun, or ended.")
    replies = ReplyShown(many=True)

    example: ClassVar = {
        "version": 3,
        "risks": [RiskShown.example],
        "asides": [AsideShown.example],
        "passings": [PassingShown.example],
        "mute": None,
        "help": None,
        "danger": None,
        "replies": [ReplyShown.example],
    }
