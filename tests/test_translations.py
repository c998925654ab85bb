"""Texts: nothing is missing, fuzzy, stale or unmarked; residents read them in four languages."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import polib
import pytest

from ostoja.local.checkout import ROOT
from tests.source_files import PACKAGES, files
from tests.texts import Text, catalogue_folder, marked_texts, unmarked_texts

PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")
CATALOGUES = sorted(
    path for folder in PACKAGES for path in (ROOT / folder).rglob("locale/*/LC_MESSAGES/*.po")
)
PUBLIC_PAGE = "ui/public.html"
SHOWN_BY = re.compile(r"{%\s*(?:extends|include)\s+['\"]([^'\"]+)['\"]")

# Modules whose texts residents read; those of other modules are the staff's.
PUBLIC_MODULES = re.compile(
    r"(^|/)public\w*\.py$"
    r"|^platform/ostoja/ui/(forms/|(context|errors|languages|phones)\.py$)"
    r"|^casework/(partners|intake|referrals)/choices\.py$"
    r"|^tenants/privacy_notice/choices\.py$"
    r"|^casework/partners/(hours_in_words|words)\.py$"
)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def _catalogue(folder: Path, language: str) -> polib.POFile:
    file = folder / language / "LC_MESSAGES/django.po"
    return _read(file) if file.exists() else polib.POFile()


@cache
def _read(file: Path) -> polib.POFile:
    return polib.pofile(file)


@cache
def _translated(folder: Path, language: str) -> set[tuple[str, str]]:
    entries = _catalogue(folder, language).translated_entries()
    return {(entry.msgctxt or "", entry.msgid) for entry in entries}


def _missing(texts: set[Text], language: str) -> list[str]:
    return sorted(
        f"{_name(text.path)}: {text.text}"
        for text in texts
        if text.key not in _translated(catalogue_folder(text.path), language)
    )


def test_every_text_is_there_in_polish() -> None:
    missing = _missing(set(marked_texts()), "pl")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", ["de", "uk"])
def test_every_text_that_residents_read_is_there(language: str) -> None:
    missing = _missing({text for text in marked_texts() if is_public(text.path)}, language)
    assert not missing, "\n".join(missing)


def is_public(path: Path) -> bool:
    if path.suffix == ".py":
        return bool(PUBLIC_MODULES.search(_name(path)))
    # Only the staff get e-mails, and only those are plain text.
    return path.suffix == ".html" and _template_name(path) in _public_templates()


def _template_name(path: Path) -> str:
    return str(path).rpartition("/templates/")[2]


@cache
def _public_templates() -> frozenset[str]:
    """Those that stand on the public page, the forms, the error pages, and all that they show."""
    templates = files(".html", folders=PACKAGES)
    shows = {_template_name(path): _shown_by(path) for path in templates}
    public = {name for name in shows if name.startswith(("ui/forms/", "ui/errors/"))}
    public |= _standing_on(PUBLIC_PAGE, shows)
    while more := {name for one in public for name in shows.get(one, ())} - public:
        public |= more
    return frozenset(public)


def _shown_by(path: Path) -> set[str]:
    return set(SHOWN_BY.findall(path.read_text(encoding="utf-8")))


def _standing_on(page: str, shows: dict[str, set[str]]) -> set[str]:
    standing = {page}
    while more := {name for name, shown in shows.items() if shown & standing} - standing:
        standing |= more
    return standing


def test_every_text_in_a_template_is_marked() -> None:
    unmarked = sorted(unmarked_texts())
    assert not unmarked, "\n".join(unmarked)


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_a_catalogue_is_in_order(path: Path) -> None:
    catalogue = _read(path)
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]
    assert not [entry.msgid for entry in catalogue.obsolete_entries()]
    assert not [entry.msgid for entry in catalogue if not _same_placeholders(entry)]


@pytest.mark.parametrize("language", ["pl", "de", "uk"])
def test_no_room_speaks_for_another(language: str) -> None:
    """Of a text in several catalogues the first app's is shown everywhere: they must agree."""
    said: dict[tuple[str, str], set[object]] = defaultdict(set)
    for path in CATALOGUES:
        if path.parts[-3] == language:
            for key, words in _content(polib.pofile(path).translated_entries()).items():
                said[key].add(str(words))
    assert not {key: words for key, words in said.items() if len(words) > 1}


def _same_placeholders(entry: polib.POEntry) -> bool:
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    given = [entry.msgstr, *entry.msgstr_plural.values()]
    return all(_placeholders(text) <= wanted for text in given) and (
        not entry.translated() or any(_placeholders(text) == wanted for text in given)
    )


def _placeholders(text: str) -> set[str]:
    return {"".join(names) for names in PLACEHOLDER.findall(text)}


@cache
def _shown() -> dict[Path, set[tuple[str, str]]]:
    """The texts that stand in the source, by the folder of their catalogue."""
    shown: dict[Path, set[tuple[str, str]]] = defaultdict(set)
    for text in marked_texts():
        shown[catalogue_folder(text.path)].add(text.key)
    return shown


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_a_catalogue_holds_no_text_that_nobody_shows(path: Path) -> None:
    shown = _shown()[path.parents[2]]
    held = {(entry.msgctxt or "", entry.msgid) for entry in _read(path)}
    assert not held - shown


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_the_compiled_catalogue_is_fresh(path: Path) -> None:
    compiled = path.with_suffix(".mo")
    assert compiled.exists()
    assert _content(polib.mofile(compiled)) == _content(_read(path).translated_entries())


def _content(entries: object) -> dict[tuple[str, str], object]:
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in entries  # type: ignore[attr-defined]
    }
