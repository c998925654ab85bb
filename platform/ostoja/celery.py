"""The worker's and the scheduler's entrance."""

import os
from typing import Any

from celery import Celery, bootsteps
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostoja.settings")


class LooksAtTheDatabase(bootsteps.Step):  # type: ignore[misc]
    """A worker looks before it takes the first task, as the web server does."""

    def __init__(self, worker: Any, **options: Any) -> None:
        from tenants.fence.checks import stop_if_unsafe

        super().__init__(worker, **options)
        stop_if_unsafe(is_local=settings.IS_LOCAL)


app = Celery("ostoja")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(LooksAtTheDatabase)
