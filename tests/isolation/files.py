"""A file that holds the canary."""

from casework.files.choices import FileKind, Scan
from casework.files.receiving import Arrived
from ostoja.privacy.keys import keyed_hash


def a_file(canary: str) -> Arrived:
    """As it is once it was looked at."""
    content = canary.encode()
    return Arrived(content, FileKind.TEXT, keyed_hash("files.origin", content), Scan.UNSCANNED)
