"""Poland's public holidays, from a library that follows the law (24 December since 2025)."""

import datetime
from functools import lru_cache

import holidays
from django.utils.translation import get_language

LANGUAGES = {"pl": "pl", "en": "en_US", "de": "de", "uk": "uk"}


@lru_cache(maxsize=64)
def _of_year(year: int, language: str) -> dict[datetime.date, str]:
    return dict(holidays.country_holidays("PL", years=year, language=language))


def is_public_holiday(day: datetime.date) -> bool:
    """Whether it is a day off by law; Sundays are not asked about."""
    return bool(_of_year(day.year, "pl").get(day))


def holiday_name(day: datetime.date) -> str:
    """What the day is called, in the page's language; empty for any other day."""
    language = LANGUAGES.get((get_language() or "pl")[:2], "pl")
    return _of_year(day.year, language).get(day, "")
