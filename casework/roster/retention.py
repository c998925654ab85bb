"""How long duties and absences are kept: they tell where a person was at every hour."""

from django.db.models import DateTimeField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from casework.roster.models import Absence, Shift
from ostoja.privacy.retention.classes import RetentionClass

TWO_YEARS = 730

SHIFTS = RetentionClass(
    key="shifts",
    label=_("Duties, with what was asked about swapping them"),
    why=_("As long as the record of who saw clients' data: two years."),
    counted_from=_("the end of the duty"),
    rows=Shift.objects.all,
    since="ends_at",
    days=TWO_YEARS,
    shortest=30,
)
ABSENCES = RetentionClass(
    key="absences",
    label=_("Absences of people who have duties"),
    why=_("They are needed for planning only."),
    counted_from=_("the last day of the absence"),
    rows=lambda: Absence.objects.annotate(over=Cast("last_on", DateTimeField())),
    since="over",
    days=TWO_YEARS,
    shortest=30,
)
