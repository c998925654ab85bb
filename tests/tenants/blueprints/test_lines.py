"""In which line something stands: in our own blueprints, and in the odd corners of TOML."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.documents.lines import Lines, Path
from tenants.parts import HERE

FILES = sorted((HERE / "blueprints").rglob("*.toml"))
ODD = '''
# title = "not this one"
"title" . pl = "x # no comment" # a comment
title.'en' = \'\'\'
[needs]
a = 1
\'\'\'
text = """
[[needs]]
key = "not this"
\\""" still
""""
list = [ # comment ]
    "a", [1,
    2], { b = 3, "c]" = "}" },
]

[[needs]]
key = "one"
  [needs.name]
  pl = "x"
  [[needs.rows]]
  a = 1
[[needs]]
key = "two"
[[needs.rows]]
a = 1
[[needs.rows]]
a = 2
'''


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in inner:
        if isinstance(one, dict | list):
            yield from leaves(one, (*path, name))
        else:
            yield (*path, name), one


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_every_value_of_our_own_is_found(file: Any) -> None:
    text = file.read_text()
    lines, rows = Lines(text), text.splitlines()
    for path, value in leaves(tomllib.loads(text)):
        said = rows[lines.of(path) - 1]
        assert str(path[-1]) in said or str(value) in said, path


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title", "pl"), 3),
        (("title", "en"), 4),
        (("text",), 8),
        (("list",), 13),
        (("list", 0), 14),
        (("list", 1, 0), 14),
        (("list", 1, 1), 15),
        (("list", 2, "b"), 15),
        (("list", 2, "c]"), 15),
        (("needs",), 18),
        (("needs", 0, "key"), 19),
        (("needs", 0, "name"), 20),
        (("needs", 0, "rows", 0, "a"), 23),
        (("needs", 1, "key"), 25),
        (("needs", 1, "rows", 0), 26),
        (("needs", 1, "rows", 1, "a"), 29),
        (("needs", 1, "missing"), 24),
        (("nothing",), 1),
    ],
)
def test_odd_corners(path: Path, line: int) -> None:
    tomllib.loads(ODD)
    assert Lines(ODD).of(path) == line


@given(st.text(alphabet="ab.=[]{}\"'#\n ,1\\", max_size=40))
def test_whatever_is_toml_is_read_to_its_end(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = Lines(text)
    for path, _value in leaves(document):
        assert path in lines.known
        assert 1 <= lines.of(path) <= text.count("\n") + 1
