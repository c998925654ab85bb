"""Values that residents read too: what a file holds, and what somebody answers for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FilePart(TextChoices):
    """What of an edition a file holds."""

    FULL = "full", _("The standards")
    SHORT = "short", _("The short version for children")
    ANNEX = "annex", _("An annex")


class Duty(TextChoices):
    """What somebody answers for under the standards (art. 22c(1) of the act)."""

    REPORTS = "reports", _("Receives reports of what endangers a child")
    SUPPORT = "support", _("Helps the child")
    AUTHORITIES = "authorities", _("Tells the prosecutor and the family court")
    PREPARATION = "preparation", _("Prepares staff")
    REVIEW = "review", _("Reviews the standards")
