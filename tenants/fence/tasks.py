"""Celery tasks that carry their city, and refuse to run without one."""

from collections.abc import Callable
from typing import Any

from celery import Task, current_task, shared_task

from tenants.fence.place import (
    PLATFORM_SCHEMA,
    NotEntered,
    Place,
    current_place,
    current_schema,
    entered_place,
)

HEADER = "ostoja_schema"


def _schema_to_send() -> str:
    """The caller's schema; for links of a chain, that of the task that just ran."""
    if current_place() is None and current_task:
        sent = getattr(current_task.request, HEADER, None)
        if isinstance(sent, str):
            return sent
    return current_schema()


class FencedTask(Task):  # type: ignore[misc]
    """Puts the caller's schema in the headers and enters it again in the worker."""

    abstract = True

    def apply_async(self, *args: Any, **options: Any) -> Any:
        options["headers"] = {**(options.get("headers") or {}), HEADER: _schema_to_send()}
        return super().apply_async(*args, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        schema = getattr(self.request, HEADER, None) or (self.request.headers or {}).get(HEADER)
        if not isinstance(schema, str):
            raise NotEntered(f"The task {self.name} came without a city and was not run.")
        with entered_place(Place(schema)):
            return super().__call__(*args, **kwargs)


class PlatformTask(Task):  # type: ignore[misc]
    """Runs in the platform's own schema: what the clock starts, which then fans out."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with entered_place(Place(PLATFORM_SCHEMA)):
            return super().__call__(*args, **kwargs)


def city_task(function: Callable[..., Any]) -> FencedTask:
    """A task that runs in the city of whoever sent it."""
    task: FencedTask = shared_task(function, base=FencedTask, acks_late=True)
    return task


def platform_task(function: Callable[..., Any]) -> PlatformTask:
    """A task that runs in no city, such as one that sends a city task to every city."""
    task: PlatformTask = shared_task(function, base=PlatformTask)
    return task
