"""The values that describe somebody around the person of a case."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PersonRole(TextChoices):
    """What somebody is to the person of the case."""

    CHILD = "child", pgettext_lazy("around the person", "child")
    PARTNER = "partner", pgettext_lazy("around the person", "husband, wife or partner")
    PARENT = "parent", pgettext_lazy("around the person", "parent")
    SIBLING = "sibling", pgettext_lazy("around the person", "brother or sister")
    RELATIVE = "relative", pgettext_lazy("around the person", "other relative")
    ADULT = "adult", pgettext_lazy("around the person", "other adult of the household")
    GUARDIAN = "guardian", pgettext_lazy("around the person", "legal guardian")
    TRUSTED = "trusted", pgettext_lazy("around the person", "trusted person")
    PERPETRATOR = "perpetrator", pgettext_lazy("around the person", "person who uses violence")


class LivesWith(TextChoices):
    """Whether they live together; empty where nobody knows."""

    YES = "yes", pgettext_lazy("lives with the person", "yes")
    NO = "no", pgettext_lazy("lives with the person", "no")


class SafeContact(TextChoices):
    """Whether staff may turn to them; empty where nobody knows, and then nobody does."""

    YES = "yes", pgettext_lazy("contact", "safe to contact")
    AGREED = "agreed", pgettext_lazy("contact", "only as agreed")
    NEVER = "never", pgettext_lazy("contact", "never contact")
