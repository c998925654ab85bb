"""Loads the notice's part of a blueprint or a city's data: adds texts that are not there yet."""

from collections.abc import Mapping
from typing import Any

from tenants.privacy_notice import selectors
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.models import Part, PrivacyNotice
from tenants.profile.loading import languages_of


def load_notice(data: Mapping[str, Any]) -> None:
    """``parts`` holds a text, in full and easy to read, under the name of each part."""
    notice = selectors.notice()
    written = {part.kind for part in notice.parts.all() if part.text or part.easy}
    added = [
        Part(
            notice=notice,
            kind=PartKind(kind),
            text=languages_of(part["text"]),
            easy=languages_of(part["easy"]),
        )
        for kind, part in data["parts"].items()
        if kind not in written
    ]
    Part.objects.bulk_create(
        added, update_conflicts=True, unique_fields=["kind"], update_fields=["text", "easy"]
    )
    if added and data.get("sample"):
        PrivacyNotice.objects.filter(pk=notice.pk).update(is_sample=True)
