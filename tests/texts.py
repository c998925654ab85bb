"""Finds the texts that people read: in Python modules, in templates, in catalogues."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django import conf
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from ostoja.local.checkout import ROOT
from tests.source_files import PACKAGES, files

MARKER = re.compile(r"_|n?p?gettext(_lazy|_noop)?")
CALL = re.compile(r"(?<!\w)(_|n?p?gettext)\((?=\s*u?['\"])")
PASSED_OVER = {"comment", "verbatim"}
TRANSLATED_BLOCKS = {"blocktranslate", "blocktrans"}
READ_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
NOT_READ = {"script", "style", "code"}
LETTERS = re.compile(r"[^\W\d_]{2}")
# Names of the platform and of formats are the same everywhere; classes may stand in a block.
NOT_TEXT = re.compile(
    r"\bpage:[\w:]+|\bOstoja\b|\b[A-Z]{2,4}\b|\bnoindex\b|\b(ostoja|govuk|moj)-[\w-]+"
)


@dataclass(frozen=True)
class Text:
    """A text marked for translation, and the file that shows it."""

    path: Path
    context: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


@cache
def marked_texts() -> tuple[Text, ...]:
    """Every text that is marked for translation; a process reads them once."""
    return tuple(_marked())


def _marked() -> Iterator[Text]:
    for path in files(".py", folders=PACKAGES):
        if "migrations" not in path.parts:
            yield from _marked_in_module(path)
    for path in files(".html", ".txt", folders=PACKAGES):
        if "templates" in path.parts:
            yield from _marked_in_template(path)


@cache
def catalogue_folder(path: Path) -> Path:
    """The folder of the catalogues that hold the texts of a file: its app's.

    Outside apps only settings have texts: the names of languages, which Django translates.
    """
    apps = [one for one in path.parents if _has_texts(one) and one.name != "settings"]
    return (apps[0] if apps else Path(conf.__file__).parent) / "locale"


def _has_texts(folder: Path) -> bool:
    """An app; one without pages needs no configuration."""
    return (folder / "apps.py").exists() or (folder / "locale").is_dir()


def _marked_in_module(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if MARKER.fullmatch(name) and words and isinstance(words[0], str):
                yield _text(path, name, [str(word) for word in words])


def _marked_in_template(path: Path) -> Iterator[Text]:
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for call in CALL.finditer(source):
        yield _text(path, call[1], _strings(source[call.end() - 1 :]))


def _text(path: Path, marker: str, words: list[str]) -> Text:
    has_context = "pgettext" in marker
    return Text(path, words[0] if has_context else "", words[1 if has_context else 0])


def _strings(source: str) -> list[str]:
    """The strings within the first pair of brackets."""
    depth, found = 0, []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        depth += {"(": 1, ")": -1}.get(token.string, 0)
        if token.type == tokenize.STRING:
            found.append(str(ast.literal_eval(token.string)))
        if depth == 0:
            break
    return found


def unmarked_texts() -> Iterator[str]:
    """Every text in a template that a person reads and nobody marked for translation."""
    for path in files(".html", folders=PACKAGES):
        reader = _Reader()
        reader.feed(_without_tags(path.read_text(encoding="utf-8")))
        yield from (f"{path.relative_to(ROOT)}: {text}" for text in reader.found)


def _without_tags(source: str) -> str:
    """What remains of a template's text when Django's tags and what they translate are gone."""
    kept, hidden_by = [], ""
    for token in Lexer(source).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if word in PASSED_OVER | TRANSLATED_BLOCKS:
            hidden_by = word
        elif word == f"end{hidden_by}":
            hidden_by = ""
        elif token.token_type == TokenType.TEXT and not hidden_by:
            kept.append(token.contents)
    return "".join(kept)


class _Reader(HTMLParser):
    """Reads a page as a person would; a text with its own `lang` is in that language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        read = [value for name, value in attrs if name in READ_ATTRIBUTES and value]
        self.found += [value for value in read if _is_text(value)]
        own_language = tag != "html" and any(name == "lang" for name, _ in attrs)
        self._inside.append((tag, own_language or tag in NOT_READ))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == one for one, _ in self._inside) and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if _is_text(data) and not any(skipped for _, skipped in self._inside):
            self.found.append(data.strip())


def _is_text(words: str) -> bool:
    return bool(LETTERS.search(NOT_TEXT.sub("", words)))
