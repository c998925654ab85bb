"""The needs that people choose from: the city's own, and for a child a few in a child's words."""

from collections.abc import Iterable, Iterator

from django.utils.translation import pgettext_lazy

from casework.intake.answers import NotSaid
from casework.partners.models import Need

OTHER = "other"

# What a child would say, by the need that it means. A city lacks some of them: they are left out.
IN_A_CHILDS_WORDS = {
    "psychological": pgettext_lazy("a child says", "I want to talk to somebody"),
    "mental-illness": pgettext_lazy("a child says", "I feel very bad"),
    "domestic-violence": pgettext_lazy("a child says", "Somebody at home shouts or hits"),
    "child-harmed": pgettext_lazy("a child says", "Somebody hurts me"),
    "sexual-violence": pgettext_lazy("a child says", "Somebody touches me and I do not want it"),
    "shelter": pgettext_lazy("a child says", "I am afraid to go home"),
    "child-without-care": pgettext_lazy("a child says", "Nobody takes care of me"),
    "family": pgettext_lazy("a child says", "It is hard at home"),
    "addiction": pgettext_lazy("a child says", "Somebody near me drinks or takes drugs"),
    "school": pgettext_lazy("a child says", "It is hard at school"),
    "grief": pgettext_lazy("a child says", "Somebody I love has died"),
    "food": pgettext_lazy("a child says", "I lack food or clothes"),
    OTHER: pgettext_lazy("a child says", "Something else"),
}


def choices_of_needs(*, young: bool) -> Iterator[tuple[str, str]]:
    """Keys and words, in the city's order."""
    for need in Need.objects.all():
        if not young:
            yield need.key, str(need)
        elif need.key in IN_A_CHILDS_WORDS:
            yield need.key, str(IN_A_CHILDS_WORDS[need.key])


def needs_with(keys: Iterable[str]) -> list[Need]:
    """Those of the chosen needs that the city has; asks nothing where nothing was chosen."""
    wanted = set(keys) - set(NotSaid.values)
    return list(Need.objects.filter(key__in=wanted)) if wanted else []


def why_none(keys: Iterable[str]) -> str:
    """What was said in the place of a need; a need that was named goes before."""
    return next((key for key in keys if key in NotSaid.values), "")
