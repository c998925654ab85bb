"""Work on many cities at once: a few threads, each with its own connection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def for_each_city(
    slugs: Sequence[str], work: Callable[[str], Result], *, threads: int
) -> list[Result]:
    """Call the work with each slug; it enters the city itself, since a thread begins nowhere.

    The results come in no promised order. A failure ends the thread's share and is raised.
    """

    def share(start: int) -> list[Result]:
        try:
            return [work(slug) for slug in slugs[start::threads]]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(chain.from_iterable(pool.map(share, range(threads))))
