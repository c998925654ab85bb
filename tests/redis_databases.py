"""Which of Redis' sixteen databases is whose, so that no two processes of the suite share one.

The suite itself uses the first. Everything else empties what it uses, or runs real workers that
take whatever task they find.
"""

FIRST_OF_DEMOS = 4
LAST_OF_WORKERS = 15
INTERLEAVING = 3
MOST_PROCESSES = 6  # of pytest-xdist


def _number(worker_id: str) -> int:
    number = 0 if worker_id == "main" else int(worker_id.removeprefix("gw"))
    if number >= MOST_PROCESSES:
        raise ValueError(f"Redis has databases for {MOST_PROCESSES} processes of tests at once.")
    return number


def of_demo(worker_id: str) -> int:
    """The demonstration that this process of the suite looks at."""
    return FIRST_OF_DEMOS + _number(worker_id)


def of_real_workers(worker_id: str) -> int:
    """The queues of workers that this process of the suite starts."""
    return LAST_OF_WORKERS - _number(worker_id)
