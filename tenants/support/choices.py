"""For how long a city can let operators in."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 72  # hours; the database holds it too


class Hours(IntegerChoices):
    """Counted from the consent, whether anybody comes or not."""

    ONE = 1, _("1 hour")
    FOUR = 4, _("4 hours")
    DAY = 24, _("24 hours")
    THREE_DAYS = LONGEST, _("72 hours (3 days)")
