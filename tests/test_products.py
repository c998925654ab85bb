"""What is sampled is whole: each value is tried at once, and each combination by `make prove`."""

from itertools import product

from tests.products import in_turn

LANGUAGES, WIDTHS = ("pl", "en", "de", "uk"), (320, 1280)


def test_each_value_is_tried_and_no_combination_is_lost() -> None:
    rows = in_turn(LANGUAGES, WIDTHS)
    tried = [row for row in rows if not hasattr(row, "marks")]
    proven = [row.values for row in rows if hasattr(row, "marks")]
    assert tried == [("pl", 320), ("en", 1280), ("de", 320), ("uk", 1280)]
    assert sorted([*tried, *proven]) == sorted(product(LANGUAGES, WIDTHS))
