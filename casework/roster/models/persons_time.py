"""A person's time as one range of numbers, so that PostgreSQL itself keeps two duties apart.

An exclusion over a person and a time needs ``btree_gist`` for the person, which an embedded
PostgreSQL lacks. A range of numbers needs nothing: each person has a band of their own, which
begins at their key times 10^12, and in it the seconds of the shift. Numbers have no limit here,
so no two people share a band (decision 0042).
"""

from typing import Any

from django.contrib.postgres.fields import DecimalRangeField
from django.db.models import Func
from django.utils.deconstruct import deconstructible

HALF = "('x' || substr(replace(%(person)s::text, '-', ''), {first}, 16))::bit(64)::bigint::numeric"
# 2^64: the upper half of the key stands before the lower; both may be negative, and still no
# two keys give the same number.
BAND = f"({HALF.format(first=1)} * 18446744073709551616 + {HALF.format(first=17)}) * 1000000000000"
SECONDS = "extract(epoch from (%(moment)s at time zone 'UTC'))"


@deconstructible(path="casework.roster.models.persons_time.PersonsTime")
class PersonsTime(Func):
    """The range of a shift within its person's band; a moment at which one ends is free again."""

    output_field = DecimalRangeField()

    def __init__(self, person: str, starts: str, ends: str) -> None:
        super().__init__(person, starts, ends)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The three columns, each written where it is needed."""
        person, starts, ends = (compiler.compile(one)[0] for one in self.get_source_expressions())
        band = BAND % {"person": person}
        first, last = (SECONDS % {"moment": moment} for moment in (starts, ends))
        return f"numrange({band} + {first}, {band} + {last}, '[)')", []
