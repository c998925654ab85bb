"""The values that describe what consultants do beside answering: risks, mutes, escalation."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Risk(TextChoices):
    """What somebody of the staff is afraid of. Only people set it, never a machine."""

    SUICIDE = "suicide", pgettext_lazy("risk", "suicide")
    VIOLENCE = "violence", pgettext_lazy("risk", "violence going on now")
    CHILD = "child", pgettext_lazy("risk", "a child in danger")
    HEALTH = "health", pgettext_lazy("risk", "sudden danger to health")
    HARM = "harm", pgettext_lazy("risk", "may hurt somebody")
    SHELTER = "shelter", pgettext_lazy("risk", "nowhere to sleep tonight")


class Quiet(TextChoices):
    """How a conversation is kept from ringing (decision 0044)."""

    MUTE = "mute", _("Mute: new messages do not ring")
    BAN = "ban", _("Ban: new messages do not ring, and nobody answers")


LONGEST_MUTE = 7
"""Days."""
LONGEST_BAN = 90
"""Days."""


class Overdue(IntegerChoices):
    """How far beyond the city's promise somebody waits; each step is told once."""

    ONCE = 1, _("longer than promised")
    TWICE = 2, _("twice as long as promised")
