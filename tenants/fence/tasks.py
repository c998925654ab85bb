"""Celery tasks that carry their city, and refuse to run without one."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from celery import Task, current_task, shared_task

from tenants.fence.alone import alone
from tenants.fence.place import (
    PLATFORM_SCHEMA,
    NotEntered,
    Place,
    current_place,
    current_schema,
    entered_place,
)
from tenants.fence.turns import Turn, stand_in_line

HEADER = "ostoja_schema"
_PLAIN = {"expires", "retry"}


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

    def apply_async(self, args: Any = None, kwargs: Any = None, *more: Any, **options: Any) -> Any:
        """Plainly sent, it takes its city's turn. What waits for a moment or for another task
        goes Celery's own way.
        """
        if not more and options.keys() <= _PLAIN and not self.app.conf.task_always_eager:
            now = time.time()
            expires = now + options.pop("expires") if options.get("expires") else 0
            turn = Turn(_schema_to_send(), self.name, args or (), kwargs or {}, expires, now)
            return stand_in_line(turn, **options)
        options["headers"] = {**(options.get("headers") or {}), HEADER: _schema_to_send()}
        return super().apply_async(args, kwargs, *more, **options)

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


def lone_city_task(function: Callable[..., Any]) -> FencedTask:
    """A city task of which a second one with the same arguments does nothing while one runs."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        with alone(f"{function.__module__}.{function.__name__} {args} {kwargs}") as is_mine:
            return function(*args, **kwargs) if is_mine else 0

    return city_task(run)


def platform_task(function: Callable[..., Any]) -> PlatformTask:
    """A task that runs in no city, such as one that sends a city task to every city."""
    task: PlatformTask = shared_task(function, base=PlatformTask)
    return task
