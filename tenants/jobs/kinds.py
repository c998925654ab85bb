"""Which kinds of long work there are: rooms of the tenants register theirs.

A step is idempotent: a process may die in its middle, and another one begins it again. One that
cannot be begun again once it is through says ``whole``: it and the note that it is finished are
one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from ostoja.accounts.models import User

MOST_TAKES = 3  # a job that ended its process so often is not taken up again


class JobFailed(Exception):
    """The work cannot be done; the text says why and the mend, and is shown to operators."""


class JobStopped(Exception):
    """An operator asked the job to stop, or another process has taken it up."""


class Work(Protocol):
    """What a step is given."""

    city: str
    arguments: dict[str, Any]
    asked_at: datetime
    again: bool
    """Whether a process has begun this step before and did not end it."""
    result: dict[str, Any]
    """Kept when the step is finished, for the steps after it and for whoever asked."""
    by: User | None
    """The operator who asked for it on the console."""

    def progress(self, finished: int, total: int) -> None:
        """Say how far the step is; raises ``JobStopped``. Not inside a transaction."""

    def say(self, line: str) -> None:
        """Tell whoever watches the job in a terminal."""


@dataclass(frozen=True, slots=True)
class Step:
    """``name`` stays the same for good: a job that was interrupted finds its step by it."""

    name: str
    label: str | Promise
    run: Callable[[Work], None]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of long work. ``alone``: no second one for the same city while one is open."""

    name: str
    label: str | Promise
    steps: Sequence[Step]
    alone: bool = True


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Called when an app starts."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> JobKind:
    """The kind; raises ``KeyError`` for one that this version does not know."""
    return _kinds[name]


def kinds() -> list[JobKind]:
    """All kinds, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)
