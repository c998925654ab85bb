"""What programs see of a file."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Shown
from casework.files.choices import FileKind, FileState, Refusal, Scan


class MessageFileShown(Shown):
    """What is known of a file; who sent it gave it no name that we keep."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=FileKind.choices, help_text="Found in its content.")
    state = serializers.ChoiceField(
        choices=FileState.choices, help_text="Only one that is ready can be read."
    )
    size = serializers.IntegerField(help_text="Bytes.")
    scan = serializers.ChoiceField(
        choices=[("", ""), *Scan.choices], help_text="What the virus scanner said; or empty."
    )
    removed = serializers.ListField(
        child=serializers.CharField(), help_text="What was taken out before it was kept."
    )
    refusal = serializers.ChoiceField(
        choices=[("", ""), *Refusal.choices], help_text="Why it was not kept; or empty."
    )

    example: ClassVar = {
        "id": "2c3d4e5f-6a7b-4c8d-9e0f-1a2b3c4d5e61",
        "kind": "jpeg",
        "state": "ready",
        "size": 182044,
        "scan": "clean",
        "removed": ["place", "time"],
        "refusal": "",
    }
