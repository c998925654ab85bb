"""Why something failed, in words that hold nothing of what stood in a row or a file."""

from django.db import DatabaseError

from ostoja.privacy.keys import KeyMissing
from tenants.bundles.sealing import BundleRefused
from tenants.fence import FenceError
from tenants.safekeeping.models import LONGEST_ERROR


def reason(error: BaseException) -> str:
    """The kind of error, and its own words only where we know that they name no data."""
    kind = type(error).__name__
    if isinstance(error, OSError):
        said = error.strerror or ""
    elif isinstance(error, DatabaseError | FenceError | KeyMissing | BundleRefused):
        said = str(error).strip().partition("\n")[0]
    else:
        said = ""
    return f"{kind}: {said}"[:LONGEST_ERROR] if said else kind
