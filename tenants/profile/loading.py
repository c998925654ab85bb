"""Loads the profile's parts of a blueprint or a city's data."""

from collections.abc import Iterable, Mapping
from typing import Any

from tenants.profile.actions import AFTER_THE_CITYS_OWN
from tenants.profile.models import CityProfile, PhoneNumber, PublicText
from tenants.translated import TranslatedText

PROFILE_FIELDS = (
    "name",
    "name_locative",
    "system_name",
    "system_short_name",
    "brand_colour",
    "accent_colour",
    "languages",
    "modules",
    "legal_act",
    "controller",
    "exit_site",
)


def load_profile(data: Mapping[str, Any]) -> None:
    """Fill the one profile row with what the document says."""
    profile = CityProfile.objects.first() or CityProfile()
    for name in PROFILE_FIELDS:
        if name in data:
            setattr(profile, name, plain(data[name]))
    if "introduction" in data:
        profile.introduction = languages_of(data["introduction"])
    profile.save()


def load_phone_numbers(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add the numbers that are not there yet; a city's own stand before the country's."""
    known = set(PhoneNumber.objects.values_list("number", flat=True))
    new = [
        PhoneNumber(
            number=row["number"],
            display=row["display"],
            label=languages_of(row["label"]),
            purpose=languages_of(row["purpose"]),
            hours=languages_of(row["hours"]),
            audience=row.get("audience", "everyone"),
            urgent=row.get("urgent", False),
            position=row.get("position", AFTER_THE_CITYS_OWN + index),
            source=row.get("source", ""),
            checked_on=row.get("checked_on"),
        )
        for index, row in enumerate(rows)
        if row["number"] not in known
    ]
    PhoneNumber.objects.bulk_create(new)


def load_texts(texts: Mapping[str, Mapping[str, str]]) -> None:
    """Add the public texts that are not there yet."""
    new = [PublicText(key=key, text=languages_of(text)) for key, text in texts.items()]
    PublicText.objects.bulk_create(new, ignore_conflicts=True)


def languages_of(value: Mapping[str, str]) -> TranslatedText:
    """The language codes of a TOML table, without what else stands in it (its source)."""
    return TranslatedText({code: text for code, text in value.items() if len(code) == 2})


def plain(value: Any) -> Any:
    """TOML's dates as text, so that the value fits a JSON column."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value
