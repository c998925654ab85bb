"""Says `ready` on a line of its own once the web server at the given address answers 200."""

import sys
import time
import urllib.request
from urllib.error import URLError

PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 2.0


def main() -> None:
    """Wait for the address in the first argument."""
    url = sys.argv[1]
    while not _answers(url):
        time.sleep(PAUSE_SECONDS)
    print("ready", flush=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    main()
