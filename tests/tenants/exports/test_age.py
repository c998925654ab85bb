"""What we encrypt in the age format opens with a program that is not ours."""

import io

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.exports import age
from tenants.exports.age import PIECE, AgeWriter

PASSPHRASE = "zażółć gęślą jaźń 7"
QUICK = 10


def sealed(*parts: bytes, work: int = QUICK) -> bytes:
    file = io.BytesIO()
    writer = AgeWriter(file, PASSPHRASE, work=work)
    for part in parts:
        writer.write(part)
    writer.finish()
    return file.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
def test_any_length_opens(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert pyrage.passphrase.decrypt(sealed(content), PASSPHRASE) == content


@settings(max_examples=20, deadline=None)
@given(st.lists(st.binary(max_size=PIECE), max_size=6))
def test_it_does_not_matter_in_which_parts_it_was_written(parts: list[bytes]) -> None:
    assert pyrage.passphrase.decrypt(sealed(*parts), PASSPHRASE) == b"".join(parts)


def test_the_cost_of_guessing_is_that_of_ages_own_program() -> None:
    assert sealed(b"x", work=age.WORK).splitlines()[1].endswith(b" 18")


def test_another_passphrase_and_a_changed_byte_do_not_open_it() -> None:
    content = sealed(b"tajne")
    assert b"tajne" not in content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(content, PASSPHRASE + "x")
    for where in (-1, len(content) // 2, 60):
        changed = bytearray(content)
        changed[where] ^= 1
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(bytes(changed), PASSPHRASE)


def test_a_file_that_was_cut_off_does_not_open() -> None:
    file = io.BytesIO()
    AgeWriter(file, PASSPHRASE, work=QUICK).write(b"x" * (2 * PIECE + 1))  # not finished
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(file.getvalue(), PASSPHRASE)
