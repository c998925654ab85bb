"""How long closed cases are kept."""

from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.presenters import case_numbers, cases_numbered
from ostoja.privacy.retention.classes import RetentionClass

TEN_YEARS = 3_653

CLOSED_CASES = RetentionClass(
    key="cases",
    label=_("Closed cases, with their notes, referrals and conversations"),
    why=_("The archive category of social assistance files (B10): ten years."),
    counted_from=_("the closing of the case"),
    rows=lambda: Case.objects.filter(state=CaseState.CLOSED),
    since="closed_at",
    days=TEN_YEARS,
    shortest=30,
    find=cases_numbered,
    name=case_numbers,
    about_clients=True,
)
