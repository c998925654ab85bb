"""Why something failed, in words that hold nothing of what stood in a row or a file."""

import errno
import os
from collections.abc import Mapping

from django.db import DatabaseError

from ostoja.privacy.keys import KeyMissing
from tenants.bundles.sealing import BundleRefused
from tenants.fence import FenceError
from tenants.safekeeping.lost import SchemaMissing
from tenants.safekeeping.models import LONGEST_ERROR

FULL = "the disk is full"
FULL_DATABASE = "the disk of the database is full"
_WORDS: Mapping[int | None, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EEXIST: "a file of this name is there already",
    errno.EAGAIN: "another process is writing this file",
    errno.ENOENT: "the file or its folder is not there",
    errno.EACCES: "this account may not do that in this folder",
    errno.EPERM: "this account may not do that in this folder",
    errno.EROFS: "the disk can only be read",
    errno.EIO: "the disk failed",
}


def reason(error: BaseException) -> str:
    """The kind of error, and its own words only where we know that they name no data."""
    if isinstance(error, OSError):
        return in_words(error)
    if isinstance(error, SchemaMissing):
        return str(error)[:LONGEST_ERROR]
    if is_full(error):
        return FULL_DATABASE
    kind = type(error).__name__
    if isinstance(error, DatabaseError | FenceError | KeyMissing | BundleRefused):
        said = str(error).strip().partition("\n")[0]
    else:
        said = ""
    return f"{kind}: {said}"[:LONGEST_ERROR] if said else kind


def is_full(error: BaseException) -> bool:
    """Whether the database has no room left (53100 in appendix A of PostgreSQL's manual)."""
    return getattr(error.__cause__, "sqlstate", "") == "53100"


def in_words(error: OSError) -> str:
    """What the file system said, without the name of a file."""
    known = _WORDS.get(error.errno) or (os.strerror(error.errno) if error.errno else "")
    return known or type(error).__name__


def not_written(what: str, error: OSError, *, otherwise: str) -> str:
    """That it was not written, why, and the mend: room on a full disk, else ``otherwise``."""
    said = in_words(error)
    mend = f"Make room, or {otherwise}" if said == FULL else otherwise.capitalize()
    return f"{what} was not written: {said}. {mend}."
