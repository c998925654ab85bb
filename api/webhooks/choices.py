"""The values that describe a webhook."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Paused(TextChoices):
    """Why nothing is sent to an address just now."""

    BY_HAND = "by_hand", _("Somebody paused it.")
    FAILING = "failing", _("The system did not take what we sent, for days.")
    GONE = "gone", _("The system answered that the address is no longer there (410).")
    RESTORED = "restored", _("The city was restored from a backup.")


class Problem(TextChoices):
    """Why no answer came; the reasons of ``ostoja.identity.fetching``."""

    ADDRESS = "address", _("The address is not one that may be asked.")
    CERTIFICATE = "certificate", _("The system's certificate is not valid.")
    CONNECTION = "connection", _("There was no connection, or it ended without an answer.")
    LONG = "long", _("The answer had no end.")
    PRIVATE = "private", _("The address lies in a private network.")
    SLOW = "slow", _("The system did not answer within ten seconds.")
