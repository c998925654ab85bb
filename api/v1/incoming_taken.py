"""What another page sends of what somebody wrote there, and what it gets back."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import LANGUAGES, LONGEST_TEXT, Body, Choice, Choices, Shown, Text
from casework.intake.answers import About, Answer, SafeTime
from casework.intake.choices import Age

SHORT, NOTE = 100, 1000


class IncomingRules(Body):
    """How the person may be reached outside the conversation. What is not said is no."""

    may_call = Choice(choices=Answer.choices, required=False)
    may_write = Choice(
        choices=Answer.choices, required=False, help_text="By text message or e-mail."
    )
    phone = Text(max_length=40, required=False, allow_blank=True)
    email = Text(max_length=254, required=False, allow_blank=True)
    times = Choices(choices=SafeTime.choices, required=False)
    may_leave_message = Choice(choices=Answer.choices, required=False)
    ask_for = Text(max_length=SHORT, required=False, allow_blank=True)
    check_word = Text(max_length=SHORT, required=False, allow_blank=True)
    note = Text(max_length=NOTE, required=False, allow_blank=True)

    example: ClassVar = {
        "may_call": "yes",
        "phone": "600 100 200",
        "times": ["morning"],
        "check_word": "wrzos",
    }


class Incoming(Body):
    """What the person told. Nothing of their browser, network or the page belongs here."""

    text = Text(max_length=LONGEST_TEXT, help_text="What happened, in their words.")
    language = Choice(
        choices=[(code, code) for code in LANGUAGES], help_text="In which they read the answer."
    )
    entry_point = Text(
        max_length=20, required=False, allow_blank=True, help_text="Code of an entry point."
    )
    about = Choice(choices=About.choices, required=False)
    age = Choice(choices=Age.choices, required=False, help_text="“minor”: under 18.")
    needs = serializers.ListField(
        child=Text(max_length=80),
        max_length=50,
        required=False,
        help_text="Keys of needs (see `needs`), or “unknown” or “unsaid” alone.",
    )
    safe_contact = IncomingRules(required=False)

    example: ClassVar = {
        "text": "Od kilku tygodni prawie nie śpię.",
        "language": "pl",
        "entry_point": "KNRK77",
        "about": "me",
        "age": "adult",
        "needs": ["psychological"],
        "safe_contact": IncomingRules.example,
    }


class Received(Shown):
    """Kept. The code is told in the first ten minutes and never again."""

    code = serializers.CharField(
        allow_null=True, help_text="Receipt code, 4 × 4 digits; null after ten minutes."
    )
    address = serializers.CharField(help_text="Where the person types the code.")
    passed_over = serializers.ListField(
        child=serializers.CharField(), help_text="JSON pointers to what was not known."
    )

    example: ClassVar = {
        "code": "1234 5678 9012 3456",
        "address": "https://gdansk.example/pl/info/2/",
        "passed_over": [],
    }
