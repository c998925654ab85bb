"""How long somebody waits, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from ostoja.ui.elapsed import time_ago, time_waited


@pytest.mark.parametrize(
    ("waited", "polish", "english"),
    [
        ({"seconds": -5}, "niecałą minutę", "less than a minute"),
        ({"seconds": 59}, "niecałą minutę", "less than a minute"),
        ({"minutes": 1}, "1 minutę", "1 minute"),
        ({"minutes": 3}, "3 minuty", "3 minutes"),
        ({"minutes": 59}, "59 minut", "59 minutes"),
        ({"hours": 1}, "1 godzinę", "1 hour"),
        ({"hours": 5, "minutes": 22}, "5 godzin 22 minuty", "5 hours 22 minutes"),
        ({"days": 1, "hours": 2, "minutes": 9}, "1 dzień 2 godziny", "1 day 2 hours"),
        ({"days": 6, "hours": 23}, "6 dni 23 godziny", "6 days 23 hours"),
        ({"days": 29, "hours": 22}, "29 dni", "29 days"),
        ({"days": 40}, "40 dni", "40 days"),
    ],
)
def test_a_time_is_said_as_people_say_it(
    waited: dict[str, float], polish: str, english: str
) -> None:
    since = timezone.now() - timedelta(**waited)
    for language, words in (("pl", polish), ("en", english)):
        with translation.override(language):
            assert time_waited(since).replace("\N{NO-BREAK SPACE}", " ") == words


def test_it_is_told_from_now_too() -> None:
    since = timezone.now() - timedelta(days=2, hours=3)
    for language, words in (("pl", "2 dni 3 godziny temu"), ("en", "2 days 3 hours ago")):
        with translation.override(language):
            assert time_ago(since).replace("\N{NO-BREAK SPACE}", " ") == words
