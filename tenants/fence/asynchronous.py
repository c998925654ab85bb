"""Work on the database from the event loop: in a thread, in a city, its connection given back."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from django.db import connection

from tenants.fence.place import Place, entered_place, schema_of

Result = TypeVar("Result")
AT_ONCE = 8  # fewer than DATABASE_POOL: however many sockets there are, requests go on
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="from-the-loop")


async def in_city(slug: str, work: Callable[..., Result], *args: Any, **options: Any) -> Result:
    """Call the work in this city. The thread enters it, and has left it when this returns."""
    return await _in_thread(partial(_at, Place(schema_of(slug)), work, *args, **options))


async def nowhere(work: Callable[..., Result], *args: Any, **options: Any) -> Result:
    """Call what enters a place by itself, such as the look-up of a host."""
    return await _in_thread(partial(_at, None, work, *args, **options))


async def _in_thread(work: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


def _at(place: Place | None, work: Callable[..., Result], *args: Any, **options: Any) -> Result:
    """A thread begins nowhere, whatever the loop's task has entered."""
    try:
        with entered_place(place):
            return work(*args, **options)
    finally:
        connection.close()
