"""The worker's and the scheduler's entrance."""

import logging
import os
import time
from typing import Any

from celery import Celery, bootsteps, signals
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")
logger = logging.getLogger(__name__)


class LooksAtTheDatabase(bootsteps.Step):  # type: ignore[misc]
    """A worker looks before it takes the first task, as the web server does."""

    def __init__(self, worker: Any, **options: Any) -> None:
        from tenants.fence.checks import stop_if_unsafe

        super().__init__(worker, **options)
        stop_if_unsafe(is_local=settings.IS_LOCAL)


class SharesItsProcesses(bootsteps.Step):  # type: ignore[misc]
    """Of a city's tasks only so many run at once (``tenants.fence.turns``): its processes ask."""

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        worker.app.conf.worker_concurrency = worker.concurrency


class SaysThatItLives(bootsteps.StartStopStep):  # type: ignore[misc]
    """From which queues it takes, and which places its tasks hold: both end soon after it."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    timer: Any = None

    def start(self, consumer: Any) -> None:
        """Once at the beginning, and again well before it would be forgotten."""
        from tenants.fence.queues import LATELY

        self._say(consumer)
        self.timer = consumer.timer.call_repeatedly(LATELY / 3, self._say, (consumer,))

    def stop(self, consumer: Any) -> None:
        """The broker is away, or the worker ends."""
        if self.timer:
            self.timer = self.timer.cancel()

    def _say(self, consumer: Any) -> None:
        from celery.worker import state

        from tenants.fence import lines, queues

        try:
            queues.say_served(queue.name for queue in consumer.task_consumer.queues)
            lines.lend_again([request.id for request in state.reserved_requests])
        except Exception:
            logger.exception("Redis does not answer the worker")


class Ostoja(Celery):  # type: ignore[misc]
    """Every message says when it was sent: so a queue's age is known."""

    def send_task(self, *args: Any, headers: Any = None, **options: Any) -> Any:
        from tenants.fence.queues import SENT

        return super().send_task(*args, headers={**(headers or {}), SENT: time.time()}, **options)


@signals.setup_logging.connect  # type: ignore[untyped-decorator]
def keep_our_logs(**_given: Any) -> None:
    """With somebody at this hook Celery leaves the logs as Django's settings made them.

    Its own handlers would print traces with the rows that a database's error repeats.
    """


app = Ostoja("ostoja")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"] |= {LooksAtTheDatabase, SharesItsProcesses}
app.steps["consumer"].add(SaysThatItLives)
