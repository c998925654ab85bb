"""The values that describe the statement."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """How far the website meets the annex to the act of 4 April 2019; each has one sentence."""

    FULL = "full", _("fully conformant")
    PARTIAL = "partial", _("partially conformant")
    NONE = "none", _("not conformant")


class Method(TextChoices):
    """How it was found out."""

    SELF = "self", _("self-assessment")
    EXTERNAL = "external", _("assessment by an outside body")


class ReminderKind(TextChoices):
    """A review calls for attention three times: early, in its last fortnight, and after it."""

    FIRST = "first", _("first")
    LAST = "last", _("last")
    OVERDUE = "overdue", _("overdue")
