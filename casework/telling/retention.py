"""What people were told goes with their case."""

from collections.abc import Sequence

from casework.cases.models import Case
from casework.telling.models import Telling


def delete_tellings(cases: Sequence[Case]) -> None:
    """Before the cases themselves, and before the referrals that they are about."""
    Telling.objects.filter(case__in=cases).delete()
