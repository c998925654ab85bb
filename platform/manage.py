"""The command `ostoja` for a checkout that is not installed."""

import sys
from pathlib import Path

PLATFORM = Path(__file__).resolve().parent

# Appended and not put first: the folder `platform` must never hide Python's own module.
sys.path[:] = [place for place in sys.path if Path(place).resolve() != PLATFORM]
sys.path += [str(PLATFORM.parent), str(PLATFORM)]

from ostoja.command_line import main  # noqa: E402  (the folders must be on the path first)

if __name__ == "__main__":
    main()
