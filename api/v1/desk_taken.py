"""What programs send to a conversation's desk."""

from typing import ClassVar

from api.fields import Body, Choice, Id, Moment, Number, Text
from api.v1.desk_shown import NOW, SOMEBODY
from casework.intake.desk.choices import Quiet, Risk


class Passing(Body):
    """To whom, with what note."""

    receiver = Id(required=False, allow_null=True, help_text="Left out: back to the queue.")
    note = Text(max_length=2000)

    example: ClassVar = {"receiver": SOMEBODY, "note": "Boi się dzwonić."}


class NewRisk(Body):
    """Which risk, and why."""

    kind = Choice(choices=Risk.choices)
    reason = Text(max_length=2000)

    example: ClassVar = {"kind": "shelter", "reason": "Nie ma dokąd wrócić."}


class Reason(Body):
    """Why."""

    reason = Text(max_length=2000)

    example: ClassVar = {"reason": "Jest już bezpieczna."}


class Words(Body):
    """A word aside."""

    text = Text()

    example: ClassVar = {"text": "Proszę o radę."}


class NewMute(Body):
    """How it is kept quiet, until when and why."""

    kind = Choice(choices=Quiet.choices)
    until = Moment(help_text="7 days from now at most; 90 for a ban.")
    reason = Text(max_length=2000)

    example: ClassVar = {"kind": "mute", "until": NOW, "reason": "Obraża."}


class Ticked(Body):
    """Which step."""

    step = Number(min_value=0, max_value=1000)

    example: ClassVar = {"step": 0}


class GivenCode(Body):
    """The code that the person gave."""

    code = Text(max_length=40)

    example: ClassVar = {"code": "1234 5678 9012 3456"}


class ExistingCase(Body):
    """A case that you may change."""

    case = Id()

    example: ClassVar = {"case": "3d4e5f6a-7b8c-4d9e-8f0a-1b2c3d4e5f61"}
