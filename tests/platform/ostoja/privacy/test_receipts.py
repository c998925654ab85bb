"""Receipt codes: 16 digits that the same submission shows again, and nobody guesses."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.receipts import code_for, digits_in, lookup_hash, normalise
from tenants.fence import NotEntered, entered

SUBMISSION = UUID("11111111-1111-4111-8111-111111111111")


@pytest.mark.usefixtures("gdansk")
class TestCodes:
    def test_four_times_four_digits(self) -> None:
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code_for(SUBMISSION))

    def test_the_same_submission_shows_the_same_code(self) -> None:
        assert code_for(SUBMISSION) == code_for(UUID(str(SUBMISSION)))

    def test_others_show_others(self) -> None:
        assert len({code_for(uuid4()) for _ in range(2000)}) == 2000

    def test_digits_are_evenly_spread(self) -> None:
        digits = "".join(code_for(uuid4()).replace(" ", "") for _ in range(1000))
        counts = [digits.count(str(digit)) for digit in range(10)]
        assert max(counts) - min(counts) < 350

    def test_another_city_gives_another_code_and_hash(self) -> None:
        code = code_for(SUBMISSION)
        here = lookup_hash(code)
        with entered("gdynia"):
            assert code_for(SUBMISSION) != code
            assert lookup_hash(code) != here

    def test_the_hash_does_not_tell_the_code(self) -> None:
        code = normalise(code_for(SUBMISSION))
        assert code is not None
        digest = lookup_hash(code)
        assert digest is not None
        assert len(digest) == 32
        assert code.encode() not in digest

    @pytest.mark.parametrize(
        "typed",
        [
            "1234567890123456",
            "1234 5678 9012 3456",
            " 1234-5678-9012-3456\n",
            "1234.5678.9012.3456",
            "1234 – 5678 — 9012 3456",
            "1234\u00a05678\u00a09012\u00a03456",
        ],
    )
    def test_spaces_and_dashes_do_not_matter(self, typed: str) -> None:
        assert normalise(typed) == "1234567890123456"
        assert lookup_hash(typed) == lookup_hash("1234567890123456")

    @pytest.mark.parametrize(
        "typed",
        ["", "123456789012345", "12345678901234567", "abcd efgh ijkl mnop", "١٢٣٤" * 4, "²" * 16],
    )
    def test_what_cannot_be_a_code_has_no_hash(self, typed: str) -> None:
        assert normalise(typed) is None
        assert lookup_hash(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", 0), ("123", 3), (" 12-34 ", 4), ("kod 1234", 4), ("١٢", 0), ("²", 0), ("1" * 17, 17)],
)
def test_digits_are_counted_for_whoever_typed_too_few(typed: str, number: int) -> None:
    assert digits_in(typed) == number


@given(st.text())
def test_any_text_is_a_code_or_none(typed: str) -> None:
    found = normalise(typed)
    assert found is None or (len(found) == 16 and found.isascii() and found.isdigit())


def test_nowhere_there_are_no_codes() -> None:
    with pytest.raises(NotEntered):
        code_for(SUBMISSION)
