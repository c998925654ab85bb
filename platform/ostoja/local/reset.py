"""Forgets what the demo keeps: its database, its Redis, its files and its keys."""

import shutil
import sys
from pathlib import Path

from ostoja.local.checkout import STATE, CannotRunError, locked

KEPT = ("test*", "lock", "bench.json")


def main() -> int:
    """Remove it, unless the demo runs."""
    try:
        with locked(STATE):
            for place in _to_remove():
                shutil.rmtree(place) if place.is_dir() else place.unlink()
    except (CannotRunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("The demo starts afresh the next time.")
    return 0


def _to_remove() -> list[Path]:
    return [place for place in STATE.iterdir() if not any(map(place.match, KEPT))]


if __name__ == "__main__":
    sys.exit(main())
