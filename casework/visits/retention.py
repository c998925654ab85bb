"""How long visits are kept: with their case, or for themselves where there is none."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.visits.choices import VisitState
from casework.visits.models import Visit
from ostoja.privacy.retention.classes import RetentionClass

WITHOUT_CASE = RetentionClass(
    key="visits",
    label=_("Outreach visits that belong to no case"),
    why=_("They are needed for the yearly figures and for learning from alarms: two years."),
    counted_from=_("the end of the visit"),
    rows=lambda: Visit.objects.filter(case=None, state=VisitState.OVER),
    since="ended_at",
    days=730,
    shortest=30,
)


def delete_visits(cases: Sequence[Case]) -> None:
    """Before the cases themselves."""
    Visit.objects.filter(case__in=cases).delete()
