"""Numbers of the statistics page."""

from django import template

from casework.intake.figures.charts import compared, in_words
from casework.intake.figures.tables import Row

register = template.Library()


@register.filter
def or_not_told(number: int | None) -> str:
    """The number, or that it is not told."""
    return in_words(number)


@register.filter
def difference(row: Row) -> str:
    """How many more or less there are."""
    return compared(row)
