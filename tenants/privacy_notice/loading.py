"""Loads the notice's part of a blueprint or a city's data: adds texts that are not there yet."""

from collections.abc import Mapping
from typing import Any

from tenants.privacy_notice import selectors
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.models import PrivacyNotice
from tenants.profile.loading import languages_of


def load_notice(data: Mapping[str, Any]) -> None:
    """``parts`` holds a text, in full and easy to read, under the name of each part."""
    notice = selectors.notice()
    added = sum(_load_part(PartKind(kind), part) for kind, part in data["parts"].items())
    if added and data.get("sample"):
        PrivacyNotice.objects.filter(pk=notice.pk).update(is_sample=True)


def _load_part(kind: PartKind, data: Mapping[str, Any]) -> bool:
    part = selectors.part(kind)
    if part.text or part.easy:
        return False
    part.text, part.easy = languages_of(data["text"]), languages_of(data["easy"])
    part.save()
    return True
