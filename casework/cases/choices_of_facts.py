"""The values of what reports and eligibility ask of a person. None of them is ever required."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from casework.partners.choices import Situation

__all__ = ["AGE_BANDS", "Sex", "Situation", "Withheld", "age_band"]


class Sex(TextChoices):
    """As the person says; empty where nobody asked."""

    FEMALE = "female", pgettext_lazy("sex", "woman or girl")
    MALE = "male", pgettext_lazy("sex", "man or boy")
    OTHER = "other", pgettext_lazy("sex", "another answer")
    NOT_SAID = "not_said", pgettext_lazy("sex", "would rather not say")


class Withheld(TextChoices):
    """What somebody asked, and the person would rather not say; of the sex its own value tells."""

    BIRTH_YEAR = "birth_year", pgettext_lazy("would rather not say", "the age")
    DISTRICT = "district", pgettext_lazy("would rather not say", "the district")
    SITUATION = "situation", pgettext_lazy("would rather not say", "the situation")


AGE_BANDS = (0, 7, 13, 18, 26, 41, 61, 75)
"""The first year of each band in which ages are counted; the last has no end."""


def age_band(age: int | None) -> int | None:
    """The first year of the band to which an age belongs; None where it is not known."""
    if age is None:
        return None
    return max((first for first in AGE_BANDS if first <= age), default=0)
