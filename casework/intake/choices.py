"""The values that describe entry points and conversations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Without 0 and O, 1, I and L: a code is read from posters and typed by hand.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6
# An address to say aloud: what every keyboard has, at least three of them (languages have two).
SHORT_ADDRESS = "[a-z0-9]+(-[a-z0-9]+)*"
SHORTEST_ADDRESS, LONGEST_ADDRESS = 3, 40


class Audience(TextChoices):
    """For whom an entry point is meant."""

    EVERYONE = "everyone", _("everyone")
    CHILDREN = "children", _("children and young people")
    VIOLENCE = "violence", _("people experiencing domestic violence")
    HOMELESSNESS = "homelessness", _("people in a housing crisis")


class Age(TextChoices):
    """What a person says of their age, when asked whether they are under 18."""

    MINOR = "minor", _("Yes")
    ADULT = "adult", _("No")
    UNKNOWN = "unknown", _("I don't know")
    UNSAID = "unsaid", _("I would rather not say")

    @property
    def is_minor(self) -> bool | None:
        """None where the person does not say."""
        return {Age.MINOR: True, Age.ADULT: False}.get(self)


class Doubt(TextChoices):
    """Why a report may have been sent by a machine; a person can do each of these too."""

    QUICK = "quick", _("It was sent less than three seconds after the form was opened.")
    HIDDEN = "hidden", _("A field was filled in that people do not see.")
    DAMAGED = "damaged", _("It did not come from our form, or the form was damaged on the way.")
    MANY = "many", _("Very many reports came from the same network in a short time.")


class ConversationState(TextChoices):
    """Whose turn it is."""

    WAITING = "waiting", pgettext_lazy("conversation", "waits for an answer")
    CLAIMED = "claimed", pgettext_lazy("conversation", "being answered")
    ANSWERED = "answered", pgettext_lazy("conversation", "answered")
    CLOSED = "closed", pgettext_lazy("conversation", "closed")


# In these the resident expects a word from us.
WAITS = (ConversationState.WAITING, ConversationState.CLAIMED)


class Author(TextChoices):
    """Who wrote a message."""

    RESIDENT = "resident", pgettext_lazy("author", "resident")
    STAFF = "staff", pgettext_lazy("author", "staff")
