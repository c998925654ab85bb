"""The values that describe how a case ended, and how the person is asked again afterwards."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseOutcome(TextChoices):
    """How a case ended, in one word of the list; the rest is said in words."""

    HELPED = "helped", _("help was given and the crisis has passed")
    PARTLY = "partly", _("help was given in part")
    ELSEWHERE = "elsewhere", _("a body outside the system helps on")
    REFUSED = "refused", _("the person gave up the help")
    NO_CONTACT = "no_contact", _("the contact with the person broke off")
    MOVED = "moved", _("the person moved away")
    DIED = "died", _("the person died")
    OTHER = "other", pgettext_lazy("of a case", "it ended in another way")


class ContactWay(TextChoices):
    """How somebody asks after a closed case how the person is."""

    CALL = "call", pgettext_lazy("way of contact", "by telephone")
    TEXT = "text", pgettext_lazy("way of contact", "by text message")
    EMAIL = "email", pgettext_lazy("way of contact", "by e-mail")
    MEETING = "meeting", pgettext_lazy("way of contact", "at a meeting that was agreed on")


class FollowUpEnd(TextChoices):
    """What became of a contact that was agreed on."""

    DONE = "done", pgettext_lazy("contact after closing", "took place")
    LEFT_OUT = "left_out", pgettext_lazy("contact after closing", "left out")
    REOPENED = "reopened", pgettext_lazy("contact after closing", "not needed: the case is open")
