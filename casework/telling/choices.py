"""The values that describe what a person is to be told, and how it went."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class What(TextChoices):
    """The newest thing that the person must know."""

    ACCEPTED = "accepted", _("somebody takes on the request for help")
    APPOINTMENT = "appointment", _("a first meeting was named or moved")
    CALLED_OFF = "called_off", _("the first meeting was called off")
    DECLINED = "declined", _("the body cannot help")
    EXPIRED = "expired", _("the body did not answer in time")
    NOT_ACHIEVED = "not_achieved", _("the help did not succeed")
    COMPLETED = "completed", _("the help was given")
    WITHDRAWN = "withdrawn", _("the request was taken back")
    NEW_LEAD = "new_lead", _("another body leads the case now")
    OUTSIDE = "outside", _("a body outside the system was asked")
    OUTSIDE_HELPED = "outside_helped", _("a body outside the system helped")
    OUTSIDE_REFUSED = "outside_refused", _("a body outside the system did not help")


RETURNED = (What.DECLINED, What.EXPIRED, What.NOT_ACHIEVED, What.OUTSIDE_REFUSED)
"""Somebody looks for other help: once the need is sent on, that is what the person is told."""


class State(TextChoices):
    """Whether the person knows."""

    WAITING = "waiting", pgettext_lazy("telling", "to be told")
    TOLD = "told", pgettext_lazy("telling", "told")
    NOT_TOLD = "not_told", pgettext_lazy("telling", "not told, for a reason")
    OVERTAKEN = "overtaken", pgettext_lazy("telling", "overtaken by newer news")


class Way(TextChoices):
    """How somebody tells a person, or tries to."""

    CONVERSATION = "conversation", pgettext_lazy("telling", "in the conversation")
    TEXT = "text", pgettext_lazy("telling", "a neutral text message")
    EMAIL = "email", pgettext_lazy("telling", "a neutral e-mail")
    CALL = "call", pgettext_lazy("telling", "by telephone")
    MEETING = "meeting", pgettext_lazy("telling", "in person")


NOTICES = (Way.TEXT, Way.EMAIL)
"""They say only that there is news: what it is stands in the conversation."""
BY_HAND = (Way.CALL, Way.MEETING)
"""Somebody does it without the platform and writes down how it went."""


class Result(TextChoices):
    """How one try went."""

    TOLD = "told", pgettext_lazy("telling", "the person was told")
    NOT_REACHED = "not_reached", pgettext_lazy("telling", "not reached")
    SOMEBODY_ELSE = (
        "somebody_else",
        pgettext_lazy("telling", "somebody else answered: nothing said"),
    )
    SENT = "sent", pgettext_lazy("telling", "a neutral message was prepared")


class WhyNot(TextChoices):
    """Why nobody tells the person."""

    NO_SAFE_WAY = "no_safe_way", pgettext_lazy("not told", "no way is safe")
    ASKED_NOT = "asked_not", pgettext_lazy("not told", "the person asked not to be contacted")
    NOT_REACHED = "not_reached", pgettext_lazy("not told", "not reached: try again on another day")
    NO_LONGER = (
        "no_longer",
        pgettext_lazy("not told", "no longer needed: they know, or all changed"),
    )


class Stopped(TextChoices):
    """Why a neutral message that was prepared did not leave."""

    NOT_ALLOWED = "not_allowed", pgettext_lazy("stopped", "the person does not allow it any more")
    OTHER_ADDRESS = "other_address", pgettext_lazy("stopped", "what the person said has changed")
    NOT_NEEDED = "not_needed", pgettext_lazy("stopped", "it is not needed any more")
