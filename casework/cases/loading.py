"""Loads how the city numbers its cases. Cases of the demonstration come with their referrals."""

from collections.abc import Mapping

from casework.cases.models import CaseNumbering


def load_case_numbering(data: Mapping[str, str]) -> None:
    """Take over the office's pattern, unless cases were numbered already."""
    numbering, _is_new = CaseNumbering.objects.get_or_create(only=True)
    if numbering.last_number == 0:
        numbering.pattern = data["pattern"]
        numbering.save()
