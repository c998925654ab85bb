"""Routes of what people are to be told."""

from api.routing import noun
from api.v1.tellings import TellingView

TELLINGS = noun(
    "tellings/",
    TellingView,
    "tellings",
    steps={"tell": "tell", "contact": "contact", "not-told": "not_told", "notice": "notice"},
)
