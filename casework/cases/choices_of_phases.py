"""What can be said of something that a phase of a case requires."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class MarkKind(TextChoices):
    """The last word on a requirement counts."""

    DONE = "done", pgettext_lazy("of a phase", "done")
    REFUSED = "refused", pgettext_lazy("of a phase", "not wanted or not needed")
    OPEN = "open", pgettext_lazy("of a phase", "open again")
