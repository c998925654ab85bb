"""What requests themselves said of a person goes with the record that they were about."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from ostoja.privacy.requests import subjects
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.requests.subjects import Subject
from ostoja.privacy.retention import classes
from ostoja.privacy.retention.models import Hold

Also = Callable[[Collection[UUID]], object]
_also: list[Also] = []


def register_also(forget_more: Also) -> None:
    """What a room keeps about records in passing, with their ids: it goes with them."""
    _also.append(forget_more)


def register(subject: Subject) -> None:
    """A room's subject; whatever deletes its records leaves no word of requests about them."""
    subjects.register(subject)
    classes.register_before(subject.retention, forget_rows)


def forget_rows(rows: Sequence[Any]) -> None:
    """Before the rows themselves go."""
    forget({row.pk for row in rows})


def forget(ids: Collection[UUID]) -> None:
    """Copies, what was written down of a request, and why something was once kept back; that
    there was a request stays, with its dates and outcome.
    """
    about = DataRequest.objects.filter(subject_id__in=ids)
    PersonExport.objects.filter(request__in=about).delete()
    about.update(identity="", words="", reason="")
    Hold.objects.filter(object_id__in=ids, lifted_at__isnull=False).delete()
    for forget_more in _also:
        forget_more(ids)
