"""The kinds of files, what becomes of them, and why one is refused, in plain words."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_BYTES = 10 * 1024 * 1024  # of one file
MOST_AT_ONCE = 5  # files of one message
MOST_BYTES_AT_ONCE = 20 * 1024 * 1024
MOST_TOGETHER = 40  # files of one conversation
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.jpg,.jpeg,.png,.pdf,.txt"


class FileKind(TextChoices):
    """What a file is, found in its content. WebP becomes JPEG."""

    JPEG = "jpeg", pgettext_lazy("kind of a file", "photo")
    PNG = "png", pgettext_lazy("kind of a file", "picture")
    WEBP = "webp", pgettext_lazy("kind of a file", "picture")
    PDF = "pdf", pgettext_lazy("kind of a file", "PDF document")
    TEXT = "txt", pgettext_lazy("kind of a file", "text")

    @property
    def mime(self) -> str:
        """As the header of an answer names it."""
        return {
            FileKind.JPEG: "image/jpeg",
            FileKind.PNG: "image/png",
            FileKind.WEBP: "image/webp",
            FileKind.PDF: "application/pdf",
            FileKind.TEXT: "text/plain; charset=utf-8",
        }[self]

    @property
    def ending(self) -> str:
        """Of the name under which it is saved."""
        return "jpg" if self is FileKind.JPEG else self.value


class FileState(TextChoices):
    """Whether it can be opened. Only what was made harmless can."""

    WAITING = "waiting", pgettext_lazy("file", "being checked")
    READY = "ready", pgettext_lazy("file", "ready")
    REFUSED = "refused", pgettext_lazy("file", "refused")


class Scan(TextChoices):
    """What the virus scanner said."""

    UNSCANNED = "unscanned", _("Not checked for viruses: this platform has no scanner.")
    CLEAN = "clean", _("Checked for viruses: nothing found.")


class Removed(TextChoices):
    """What was taken out of a file before it was kept."""

    PLACE = "place", pgettext_lazy("taken out of a file", "where the photo was taken")
    TIME = "time", pgettext_lazy("taken out of a file", "when it was made")
    DEVICE = "device", pgettext_lazy("taken out of a file", "with which device")
    AUTHOR = "author", pgettext_lazy("taken out of a file", "who wrote it, and with what")
    NOTES = "notes", pgettext_lazy("taken out of a file", "hidden notes")
    ACTIVE = "active", pgettext_lazy("taken out of a file", "parts that could harm a device")


class Refusal(TextChoices):
    """Why a file is not kept, and what to do instead."""

    KIND = "kind", _("We cannot take this kind of file. Send a photo, a PDF or plain text.")
    HEIC = (
        "heic",
        _("This kind of photo cannot be opened here. Take a screenshot of it: send that."),
    )
    OFFICE = "office", _("Save this document as a PDF and send that. Or take a photo of it.")
    EMPTY = "empty", _("This file is empty. Choose another one.")
    LARGE = "large", _("This file is larger than 10 MB. Take a screenshot of it: send that.")
    PIXELS = "pixels", _("This picture is too large. Take a screenshot of it: send that.")
    BROKEN = "broken", _("This file is damaged. Choose it again, or send another one.")
    LOCKED = "locked", _("This PDF needs a password. Take photos of its pages: send those.")
    COMPLEX = "complex", _("This file is too complicated for us. Send photos of it.")
    VIRUS = "virus", _("The virus scanner found something dangerous in this file.")
    MANY = (
        "many",
        _("This conversation has 40 files, and cannot hold more. Write what is in it."),
    )


class Refused(Exception):
    """This file is not kept."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why

    @property
    def words(self) -> str | Promise:
        """For whoever sent it."""
        return self.why.label


class NotNow(Exception):
    """It cannot be checked at this moment: it is kept as it is, and opened for nobody."""
