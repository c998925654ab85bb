"""Jobs are done by a worker of their own, so that letters never wait for a backup."""

import logging

from kombu.exceptions import OperationalError as QueueError

from tenants.fence import after_commit
from tenants.fence.tasks import platform_task
from tenants.jobs import running

logger = logging.getLogger(__name__)


@platform_task
def run_open_jobs() -> int:
    """Do every job that waits or whose process died; the clock sends this each half minute."""
    return running.run_open_jobs()


def wake() -> None:
    """Have the worker look now, once the transaction is through; without a queue the clock does."""
    after_commit(_send)


def _send() -> None:
    try:
        run_open_jobs.apply_async(expires=60)
    except (QueueError, OSError):
        logger.warning("The queue does not answer; the clock takes the job up")
