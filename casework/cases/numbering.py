"""Gives each case its number, after the pattern of the city's office (JRWA)."""

from django.utils import timezone

from casework.cases.models import Case, CaseNumbering


def locked_numbering() -> CaseNumbering:
    """The city's numbering; others who open a case wait until this transaction ends."""
    CaseNumbering.objects.get_or_create(only=True)
    return CaseNumbering.objects.select_for_update().get()


def next_number(numbering: CaseNumbering) -> str:
    """The next number of this year. ``numbering`` must be locked.

    A year never goes back: two clocks at New Year cannot give one number twice.
    """
    year = max(timezone.localdate().year, numbering.year)
    if year > numbering.year:
        numbering.year, numbering.last_number = year, 0
    while True:
        numbering.last_number += 1
        number = write_number(numbering.pattern, numbering.last_number, year)
        if not Case.objects.filter(number=number).exists():  # after a change of the pattern
            break
    numbering.save()
    return number


def write_number(pattern: str, number: int, year: int) -> str:
    """The pattern filled in. No ``str.format``: the pattern is a city's data."""
    return pattern.replace("{number}", str(number)).replace("{year}", str(year))
