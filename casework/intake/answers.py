"""What people can answer to the questions of the guided start."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class About(TextChoices):
    """Whom a conversation is about."""

    ME = "me", pgettext_lazy("about whom", "Me")
    CHILD = "child", pgettext_lazy("about whom", "A child")
    OTHER = "other", pgettext_lazy("about whom", "Somebody else")
    UNKNOWN = "unknown", _("I don't know")
    UNSAID = "unsaid", _("I would rather not say")


class Answer(TextChoices):
    """The answer to a question of yes or no. Only a yes is one."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("I don't know")
    UNSAID = "unsaid", _("I would rather not say")


class NotSaid(TextChoices):
    """Why somebody named no need, where they told us that."""

    UNKNOWN = "unknown", _("I don't know")
    UNSAID = "unsaid", _("I would rather not say")


class SafeTime(TextChoices):
    """When it is safe to reach somebody, on Poland's clock; ``safe_contact`` has the hours."""

    MORNING = "morning", _("in the morning: 8 to 12")
    AFTERNOON = "afternoon", _("in the afternoon: 12 to 17")
    EVENING = "evening", _("in the evening: 17 to 21")
    NIGHT = "night", _("at night: 21 to 8")
    ANY = "any", _("at any time")


class Means(TextChoices):
    """How the platform can reach a person besides the conversation itself."""

    CALL = "call", _("by telephone")
    TEXT = "text", _("by text message")
    EMAIL = "email", _("by e-mail")
