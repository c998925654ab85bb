"""The values that describe a referral to a body outside the system."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutsideWay(TextChoices):
    """How a body outside the system was asked. Where the person goes there, nothing is shared."""

    LETTER = "letter", _("by a letter")
    CALL = "call", pgettext_lazy("a body is asked", "by telephone")
    EMAIL = "email", _("by e-mail without the person's data")
    PERSON = "person", _("the person goes there with the address")


class OutsideState(TextChoices):
    """What came of it."""

    WAITING = "waiting", pgettext_lazy("outside referral", "waits for an answer")
    HELPED = "helped", pgettext_lazy("outside referral", "the body helped")
    REFUSED = "refused", pgettext_lazy("outside referral", "the body did not help")
    NO_ANSWER = "no_answer", pgettext_lazy("outside referral", "no answer came")
    TAKEN_BACK = "taken_back", pgettext_lazy("outside referral", "taken back")
