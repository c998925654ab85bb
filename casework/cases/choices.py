"""The values that describe a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    """How soon somebody must act."""

    IMMEDIATE = "immediate", _("immediate: now")
    URGENT = "urgent", _("urgent: today")
    SOON = "soon", _("soon: within three days")
    ROUTINE = "routine", _("can wait for an appointment")


class CaseState(TextChoices):
    """Whether somebody still works on it, and where it lies."""

    OPEN = "open", _("open")
    COORDINATED = "coordinated", _("with the coordinator")
    CLOSED = "closed", _("closed")


class NeedState(TextChoices):
    """What became of a need."""

    OPEN = "open", _("open")
    REFERRED = "referred", _("referred")
    MET = "met", _("met")
    UNMET = "unmet", _("unmet")


class NoteVisibility(TextChoices):
    """Who of those involved in the case reads a note."""

    OWN = "own", _("only my organisation")
    LEADING = "leading", _("my organisation, the lead and the coordinator")
    EVERYBODY = "everybody", _("everybody who works on the case")
