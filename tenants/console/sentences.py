"""What went wrong, in the language of the page.

Jobs and ledgers keep it in English, which logs and the command line need. What they may say stands
here with its gaps, so that also what an earlier release kept is known again; a test compares it
with the code that says it.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    _(
        "%(failed)s of %(all)s cities are not up to date: %(slugs)s."
        " Mend what is said of them and run it again."
    ),
    _("There is no city %(slug)s."),
    _("The bundle was not written: %(why)s. Make room, or use --to."),
    _("The bundle was not written: %(why)s. Make room, or use --to with another file."),
    _("The bundle was not written: %(why)s. Use --to with another file."),
    _(
        "Nothing was changed: %(why)s. Make room for files and for temporary ones,"
        " and run it again."
    ),
    _("Nothing was changed: %(why)s. Mend that, and run it again."),
    _("What is in the bundle is broken. Take an older one."),
    _(
        "%(failed)s of %(all)s backups were not written: %(slugs)s. %(why)s."
        " Make room in BACKUP_ROOT or mend what is said, and run it again."
    ),
    _("Another process is writing the backups of %(slugs)s. Run it again when that one has ended."),
    _("It was interrupted %(times)s times."),
    _("This is no bundle of a city, or one of a newer version."),
    _(
        "The bundle is damaged, or none of ENCRYPTION_KEYS opens it. Set the key it was made"
        " with, or take another copy."
    ),
    _("The bundle is damaged in piece %(number)s. Take another copy of it."),
    _("The bundle does not hold what its manifest says: %(member)s."),
    _("The bundle has no manifest that can be read."),
    _("The bundle has format %(found)s, this version knows %(known)s. Upgrade first."),
    _("The bundle holds something that is no file: %(member)s."),
    _("The bundle holds a file outside its folder: %(member)s."),
    _("The bundle cannot be read: %(why)s."),
    _("The bundle holds %(slug)s and not %(wanted)s."),
    _("The deletion of %(slug)s has begun: nothing comes back."),
    _(
        "A key for %(slug)s lies in KEYS_ROOT already. Choose another slug, or move it away if"
        " no backup needs it."
    ),
    _(
        "%(slug)s is there and at work. All that it stored since %(moment)s"
        " would be gone: suspend it first, or say --over; --as puts the bundle beside it."
    ),
    _(
        "The key of %(slug)s is not in KEYS_ROOT. Restore it from the keys' own backup;"
        " if it was destroyed, what the bundle holds cannot be read again."
    ),
    _(
        "The key of %(slug)s in KEYS_ROOT is not the one the bundle was made with."
        " Restore that one from the keys' own backup first."
    ),
    _(
        "This is the bundle of the platform itself, and no city's. `ostoja disaster restore`"
        " brings it back."
    ),
    _("The bundle comes from a newer version (%(migration)s is unknown here). Upgrade first."),
    _("There is no bundle of it."),
    _("%(slug)s is a copy of %(of)s. Export the city itself."),
    _("Another export into this file is under way. Wait for it, or use another file."),
    _(
        "%(table)s holds something that the city's key does not open, so that not all of"
        " the city can be given out. Look at its backups: `ostoja backup test`."
    ),
    _("The export was not written: %(why)s. Make room, or ask for it again."),
    _("The passphrase of this export is no longer kept. Ask for the export anew."),
    # What the operating system says, in our words (``safekeeping.reasons``) or its own (errno.h).
    _("the disk is full"),
    _("the disk of the database is full"),
    _("a file of this name is there already"),
    _("another process is writing this file"),
    _("the file or its folder is not there"),
    _("this account may not do that in this folder"),
    _("the disk can only be read"),
    _("the disk failed"),
    _("No space left on device"),
    _("Permission denied"),
    _("No such file or directory"),
    _("Read-only file system"),
    _("Input/output error"),
)
_GAP = re.compile(r"%\((\w+)\)s")
_KIND = re.compile(r"[A-Z]\w+: ")  # such as OSError, which is for the log


def in_words(said: str) -> str | None:
    """The text in the page's language; None for one that does not stand here."""
    words = _KIND.sub("", said, count=1) if _KIND.match(said) else said
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(words):
            values = {name: shown(value) for name, value in found.groupdict().items()}
            return gettext(sentence) % values
    return None


def shown(said: str) -> str:
    """The same, and the program's own words where they do not stand here."""
    return in_words(said) or said


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(one, re.compile("".join(_pieces(one)), re.DOTALL)) for one in SENTENCES]


def _pieces(sentence: str) -> Iterator[str]:
    """Text and gaps take turns; a gap takes as little as it can."""
    for place, piece in enumerate(_GAP.split(sentence)):
        yield f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece)
