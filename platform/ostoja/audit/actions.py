"""Recording: one row for each view or change, and a decorator that no action escapes."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from ostoja.audit.origin import way

Given = ParamSpec("Given")
Result = TypeVar("Result")

_recorded: ContextVar[int] = ContextVar("recorded", default=0)


class NotRecorded(AssertionError):
    """An action ended without a row in the audit."""


def record(
    verb: str,
    *,
    by: Any,
    on: models.Model,
    subject: models.Model | None = None,
    **details: str | int | bool | None,
) -> None:
    """Add one row. ``by`` is None for a resident or the clock; details hold no personal data."""
    record_each(verb, by=by, on=[(on, subject)], **details)


def record_each(
    verb: str,
    *,
    by: Any,
    on: Iterable[tuple[models.Model, models.Model | None]],
    **details: str | int | bool | None,
) -> None:
    """Add a row for each thing and its subject, all at once."""
    from ostoja.audit import listening
    from ostoja.audit.models import AuditEvent

    events = [
        AuditEvent(
            verb=verb,
            actor_id=by.pk if by else None,
            actor_name=by.full_name if by else "",
            object_type=thing._meta.label_lower,
            object_id=str(thing.pk),
            subject_type=subject._meta.label_lower if subject else "",
            subject_id=str(subject.pk) if subject else "",
            details=details,
            via=way(),
        )
        for thing, subject in on
    ]
    AuditEvent.objects.bulk_create(events, batch_size=1000)
    listening.tell(events)
    _recorded.set(_recorded.get() + len(events))


def action(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """A named change: one transaction, with its audit row inside it.

    Raises ``NotRecorded`` (and so undoes everything) when the function recorded nothing.
    """

    @wraps(function)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        before = _recorded.get()
        with transaction.atomic():
            result = function(*args, **kwargs)
            if _recorded.get() == before:
                raise NotRecorded(f"{function.__qualname__} left no audit row")
        return result

    return run
