"""What went wrong is said in the language of the page, and every refusal of a job is known."""

import ast
import errno
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from ostoja.local.checkout import ROOT
from tenants.console import sentences
from tenants.safekeeping.reasons import _WORDS, FULL_DATABASE, not_written

REFUSALS = {"BundleRefused", "ExportFailed", "JobFailed"}


def raised() -> Iterator[tuple[str, str]]:
    """Every refusal that is written out in the code, with something in its gaps."""
    for path in sorted((ROOT / "tenants").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
                words = written(node.args[0])
                if words and "disaster" not in path.parts:
                    yield path.name, words


def written(node: ast.expr) -> str:
    """The text; empty for one that is made elsewhere."""
    pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(
        "gap" if isinstance(piece, ast.FormattedValue) else str(getattr(piece, "value", ""))
        for piece in pieces
    )


REFUSED = list(raised())


def test_there_are_refusals_to_look_at() -> None:
    assert len(REFUSED) > 20


@pytest.mark.parametrize(("name", "words"), REFUSED)
def test_a_refusal_is_known(name: str, words: str) -> None:
    with override("en"):
        assert sentences.in_words(words) == words


def test_its_gaps_are_filled_in_polish() -> None:
    with override("pl"):
        said = sentences.in_words("The bundle holds sopot and not gdansk.")
    assert said == "Kopia zawiera sopot, a nie gdansk."


def test_every_word_on_a_disk_is_known() -> None:
    unknown = [
        words for words in {*_WORDS.values(), FULL_DATABASE} if not sentences.in_words(words)
    ]
    assert unknown == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_file_that_was_not_written_is_known_with_its_mend(number: int) -> None:
    words = not_written("The bundle", OSError(number, ""), otherwise="use --to with another file")
    assert sentences.in_words(words)


def test_what_the_system_said_inside_is_put_into_words_too() -> None:
    words = "The bundle was not written: OSError: No space left on device. Make room, or use --to."
    with override("pl"):
        said = sentences.in_words(words)
    assert said is not None
    assert "na dysku nie ma miejsca" in said
    assert "OSError" not in said


@pytest.mark.parametrize(
    "words",
    [
        "1 of 2 backups were not written: sopot. OSError: No space left on device."
        " Make room in BACKUP_ROOT or mend what is said, and run it again.",
        "Another process is writing the backups of a, b. Run it again when that one has ended.",
        "It was interrupted 3 times.",
        "BundleRefused: There is no bundle of it.",
    ],
)
def test_what_is_put_together_elsewhere_is_known(words: str) -> None:
    with override("en"):
        assert sentences.in_words(words)


@pytest.mark.parametrize("words", ["", "ValueError", "50% of nothing", "%(slug)s", "x" * 500])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert sentences.in_words(words) is None
    assert sentences.shown(words) == words
