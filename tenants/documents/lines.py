"""In which line of a TOML text something stands. The text was parsed before, so it is valid."""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]
"""The names of tables and keys, and the numbers of rows from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_WORD = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*(\.?)[ \t]*")
_TEXT = re.compile(
    r'"""(?:\\.|(?!""").)*"{3,5}|\'\'\'(?:(?!\'\'\').)*\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'',
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")


class Lines:
    """Reads the text once; ``of`` gives the line, from 1, of a path or of what it stands in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [found.start() for found in re.finditer("\n", text)]
        self.known: dict[Path, int] = {}
        self.rows: dict[Path, int] = {}
        self._read()

    def of(self, path: Path) -> int:
        """The line where it begins."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.known:
                return self.known[path[:length]]
        return 1

    def _read(self) -> None:
        at = self._skip(_BLANK, 0)
        table: Path = ()
        while at < len(self.text):
            if self.text.startswith("[", at):
                at, table = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(_BLANK, at)

    def _header(self, at: int) -> tuple[int, Path]:
        is_row = self.text.startswith("[[", at)
        end, names = self._names(at + 1 + is_row)
        path: Path = ()
        for name in names:
            path = self._in_its_row((*path, name))
        if is_row:
            bare = path[:-1] if isinstance(path[-1], int) else path
            self.rows[bare] = self.rows.get(bare, -1) + 1
            path = (*bare, self.rows[bare])
        self._note(path, at)
        return end + 1 + is_row, path

    def _in_its_row(self, path: Path) -> Path:
        return (*path, self.rows[path]) if path in self.rows else path

    def _pair(self, at: int, table: Path) -> int:
        end, names = self._names(at)
        path = (*table, *names)
        self._note(path, at)
        return self._value(self._skip(_BETWEEN, end + 1), path)

    def _names(self, at: int) -> tuple[int, list[str]]:
        names = []
        while found := _WORD.match(self.text, self._skip(_BLANK, at)):
            names.append(_unquoted(found[0]))
            dot = _DOT.match(self.text, found.end())
            at = dot.end() if dot else found.end()
            if dot is None or not dot[1]:
                break
        return at, names

    def _value(self, at: int, path: Path) -> int:
        begins = self.text[at : at + 1]
        if begins == "[":
            return self._items(at + 1, path)
        if begins == "{":
            return self._pairs(at + 1, path)
        return self._skip(_TEXT if begins in {'"', "'"} else _PLAIN, at)

    def _items(self, at: int, path: Path) -> int:
        at, number = self._skip(_BETWEEN, at), 0
        while not self.text.startswith("]", at):
            self._note((*path, number), at)
            at = self._skip(_BETWEEN, self._value(at, (*path, number)))
            number += 1
        return at + 1

    def _pairs(self, at: int, path: Path) -> int:
        at = self._skip(_BETWEEN, at)
        while not self.text.startswith("}", at):
            at = self._skip(_BETWEEN, self._pair(at, path))
        return at + 1

    def _note(self, path: Path, at: int) -> None:
        line = bisect_right(self.ends, at - 1) + 1
        for length in range(1, len(path) + 1):
            self.known.setdefault(path[:length], line)

    def _skip(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.text, at)
        return found.end() if found else at


def _unquoted(word: str) -> str:
    name: str = tomllib.loads(f"name = {word}")["name"] if word[0] in "\"'" else word
    return name
