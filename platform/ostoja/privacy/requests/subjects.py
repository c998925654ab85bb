"""Records through which the city knows a person: rooms register theirs (a case, a conversation)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from ostoja.accounts.models import User

Label = str | Promise
Roots = Mapping[str, frozenset[UUID]]
"""The keys of subjects, each with the ids of those that belong to one person."""


def _nobody(user: User) -> Iterable[UUID]:
    return ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record. ``find`` gives the ids that somebody means (a number, a return code),
    ``name`` what they are called without telling anything of a person.

    ``closed_to`` says why this member of staff may not read it now (or nothing), ``kept_from``
    gives those that are not there for them at all, as a query which lists ask along with theirs.
    ``obstacle`` says why it cannot be erased now. ``door`` gives the record to somebody who works
    on it, or raises ``Http404``. ``retention`` is the key of the class that deletes such records,
    with all that belongs to them; ``goes_with`` is the subject with which they go in any case.
    """

    key: str
    label: Label
    model: type[Model]
    retention: str
    find: Callable[[str], set[str]]
    name: Callable[[set[str]], dict[str, str]]
    obstacle: Callable[[UUID], str]
    closed_to: Callable[[User, UUID], str] = lambda user, pk: ""
    kept_from: Callable[[User], Iterable[UUID]] = _nobody
    door: Callable[[User, UUID], Any] | None = None
    goes_with: str = ""


Widening = Callable[[frozenset[UUID]], Mapping[str, Iterable[UUID]]]
_subjects: dict[str, Subject] = {}
_widenings: list[tuple[str, Widening]] = []


def register(subject: Subject) -> None:
    """Called by a room when the app starts, after the class that deletes such records."""
    _subjects[subject.key] = subject


def register_widening(key: str, widen: Widening) -> None:
    """What else is about the same person, beside records of this kind: ``widen`` gives it."""
    _widenings.append((key, widen))


def every_subject() -> list[Subject]:
    """In the order of registration, which is that of the rooms."""
    return list(_subjects.values())


def subject_named(key: str) -> Subject | None:
    """The one with this key."""
    return _subjects.get(key)


def roots_of(key: str, pk: UUID) -> Roots:
    """Everything through which the city knows the person of this record, itself included."""
    found: dict[str, set[UUID]] = {one: set() for one in _subjects}
    found[key].add(pk)
    grown = True
    while grown:
        before = sum(map(len, found.values()))
        for start, widen in _widenings:
            for other, ids in widen(frozenset(found[start])).items():
                found[other].update(ids)
        grown = sum(map(len, found.values())) > before
    return {one: frozenset(ids) for one, ids in found.items()}


def name_of(key: str, pk: UUID) -> str:
    """What the record is called; the beginning of its id once it is gone."""
    subject = _subjects.get(key)
    names = subject.name({str(pk)}) if subject else {}
    return names.get(str(pk), str(pk)[:8])
