"""What goes with a case when its period has passed: who was given what. The store's book keeps its
lines, which are about nobody then.
"""

from collections.abc import Sequence

from casework.benefits.models import Giving
from casework.cases.models import Case


def delete_givings(cases: Sequence[Case]) -> None:
    """Before the cases themselves."""
    Giving.objects.filter(case__in=cases).delete()
