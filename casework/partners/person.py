"""What is known of a person who looks for help, as far as services ask for it."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What nobody said is None or empty, and shuts nobody out.

    ``age`` in years; ``sex`` is a value of ``choices.ServedSex`` or another one, for which no
    service says whether it is; ``situations`` holds values of ``choices.Situation``;
    ``language`` is a two-letter code; ``accessibility`` holds values of
    ``choices.Accessibility`` that the person needs.
    """

    language: str
    age: int | None = None
    sex: str = ""
    district: str = ""
    situations: Collection[str] = ()
    accessibility: Collection[str] = ()
