"""The ways in which news leaves the application."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Mail(TextChoices):
    """When the e-mail about something comes, if one comes at all."""

    AT_ONCE = "at_once", pgettext_lazy("e-mail", "at once")
    DIGEST = "digest", pgettext_lazy("e-mail", "once a day")
    NONE = "none", pgettext_lazy("e-mail", "never")


class Channel(TextChoices):
    """What a message of the outbox is."""

    MAIL = "mail", pgettext_lazy("channel", "e-mail")
    TEXT = "text", pgettext_lazy("channel", "text message")
