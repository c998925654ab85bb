"""The values that describe standards, who answers for them, and interventions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EditionState(TextChoices):
    """Whether an edition can still be changed. What is in force follows from the days."""

    DRAFT = "draft", pgettext_lazy("standards", "draft")
    ADOPTED = "adopted", pgettext_lazy("standards", "adopted")


class Standing(TextChoices):
    """Where an edition stands today."""

    DRAFT = "draft", pgettext_lazy("standards", "draft")
    COMING = "coming", pgettext_lazy("standards", "not in force yet")
    IN_FORCE = "in_force", pgettext_lazy("standards", "in force")
    REPLACED = "replaced", pgettext_lazy("standards", "replaced")


class ReviewOutcome(TextChoices):
    """What a review found."""

    STILL_RIGHT = "still_right", _("The standards are still right")
    NEW_EDITION = "new_edition", _("A new edition is needed")


class Source(TextChoices):
    """From whom or where the harm is suspected to come."""

    WORKER = "worker", pgettext_lazy("harm to a child", "somebody of the staff")
    CHILD = "child", pgettext_lazy("harm to a child", "another child")
    HOME = "home", pgettext_lazy("harm to a child", "at home")
    ONLINE = "online", pgettext_lazy("harm to a child", "on the internet")
    OTHER = "other", pgettext_lazy("harm to a child", "somebody else")


class CardState(TextChoices):
    """How far an intervention is."""

    OPEN = "open", pgettext_lazy("intervention", "opened")
    ACTING = "acting", pgettext_lazy("intervention", "under way")
    CLOSED = "closed", pgettext_lazy("intervention", "closed")


class EntryKind(TextChoices):
    """What was done. Those that the law provides for name the act."""

    ACTION = "action", _("Something was done")
    CHILD = "child", _("Talk with the child")
    GUARDIANS = "guardians", _("Meeting with the guardians")
    SUPPORT = "support", _("Help for the child was agreed")
    PROSECUTOR = (
        "prosecutor",
        _("Report to the prosecutor or the police (art. 304 of the Code of Criminal Procedure)"),
    )
    DUTY_TO_REPORT = (
        "duty",
        _("Report that everybody owes by law (art. 240 of the Criminal Code)"),
    )
    COURT = (
        "court",
        _("Family court was told (art. 572 of the Code of Civil Procedure)"),
    )
    BLUE_CARD = (
        "blue_card",
        _("“Niebieska Karta” was begun (art. 9d of the act on counteracting domestic violence)"),
    )
    REOPENED = "reopened", pgettext_lazy("intervention", "Opened again")


WRITTEN: tuple[EntryKind, ...] = tuple(one for one in EntryKind if one != EntryKind.REOPENED)
"""What people choose; the rest follows from a step."""


class CardOutcome(TextChoices):
    """How an intervention ended."""

    CONFIRMED = "confirmed", _("The harm was confirmed")
    NOT_CONFIRMED = "not_confirmed", _("The harm was not confirmed")
    PASSED_ON = "passed_on", _("It was passed on to another body")
