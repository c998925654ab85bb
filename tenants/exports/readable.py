"""Files that lie encrypted: in an export stand their contents, as the rooms give them.

None stands for the content of a file that cannot be opened any more: the export says so.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Readable = Callable[[], Iterator[tuple[str, bytes | None]]]

_folders: dict[str, Readable] = {}


def register(folder: str, contents: Readable) -> None:
    """Called when the app starts: of this folder of a city go names and contents, opened."""
    _folders[folder] = contents


def every_folder() -> Mapping[str, Readable]:
    """All of them."""
    return _folders


def is_given_otherwise(path: Path) -> bool:
    """Whether this file, named from the city's folder, is one of those."""
    return path.parts[0] in _folders
