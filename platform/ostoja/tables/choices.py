"""The states of rows and the kinds of work on a batch."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RowState(TextChoices):
    """What becomes, or became, of a row of the file."""

    NEW = "new", pgettext_lazy("rows", "to be added")
    CHANGED = "changed", pgettext_lazy("rows", "to be changed")
    SAME = "same", pgettext_lazy("rows", "without changes")
    BROKEN = "broken", pgettext_lazy("rows", "with errors")
    ADDED = "added", pgettext_lazy("rows", "added")
    UPDATED = "updated", pgettext_lazy("rows", "changed")
    UNDONE = "undone", pgettext_lazy("rows", "undone")


WAITING = (RowState.NEW, RowState.CHANGED)
"""What an import stores."""
DONE = (RowState.ADDED, RowState.UPDATED)
"""What an undo takes back."""


class Work(TextChoices):
    """What is being done with a large batch; a small one is done at once."""

    NONE = "", _("nothing")
    CHECK = "check", _("The rows are being checked")
    IMPORT = "import", _("The rows are being imported")
    UNDO = "undo", _("The import is being undone")
