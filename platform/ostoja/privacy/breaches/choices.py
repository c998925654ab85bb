"""What is written down of a breach, and how grave it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Risk(TextChoices):
    """How likely it harms people (GDPR, art. 33(1) and 34(1))."""

    UNKNOWN = "unknown", pgettext_lazy("risk of a breach", "Not assessed yet")
    UNLIKELY = "unlikely", pgettext_lazy("risk of a breach", "Unlikely to harm anybody")
    LIKELY = "likely", pgettext_lazy("risk of a breach", "A risk to people")
    HIGH = "high", pgettext_lazy("risk of a breach", "A high risk to people")


class EntryKind(TextChoices):
    """One thing that was found out, done or decided."""

    NOTE = "note", _("What was found out")
    MEASURE = "measure", _("What was done against it")
    AUTHORITY = "authority", _("The supervisory authority was told (art. 33)")
    NO_AUTHORITY = "no_authority", _("Decided: the authority need not be told (art. 33(1))")
    PEOPLE = "people", _("The people concerned were told (art. 34)")
    NO_PEOPLE = "no_people", _("Decided: the people need not be told (art. 34)")
    CLOSED = "closed", _("The breach is closed")
