"""Kinds of requests, how far they are, and why something must be kept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(TextChoices):
    """What the person asks for."""

    EXPORT = "export", _("A copy of their data (GDPR, art. 15 and 20)")
    ERASURE = "erasure", _("Erasure of their data (GDPR, art. 17)")


class RequestState(TextChoices):
    """How far a request is. ``erasing``: it is decided, and a worker carries it out."""

    RECEIVED = "received", pgettext_lazy("a request", "Received")
    READY = "ready", _("The copy is ready")
    ERASING = "erasing", _("Decided, being erased")
    CLOSED = "closed", pgettext_lazy("a request", "Closed")


class Outcome(TextChoices):
    """What was decided."""

    GRANTED = "granted", pgettext_lazy("a request", "Granted")
    PARTLY = "partly", pgettext_lazy("a request", "Granted in part")
    REFUSED = "refused", pgettext_lazy("a request", "Refused")


class Basis(TextChoices):
    """Why something is kept although its erasure was asked for (GDPR, art. 17(3))."""

    OBLIGATION = "obligation", _("A duty by law, or a task in the public interest (art. 17(3)(b))")
    ARCHIVE = "archive", _("Archiving in the public interest (art. 17(3)(d))")
    CLAIMS = "claims", _("Legal claims: a court case, an investigation (art. 17(3)(e))")
