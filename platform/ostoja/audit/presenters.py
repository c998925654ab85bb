"""What each recorded event is called on a screen. Rooms register words for what they record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ostoja.audit.models import AuditEvent
from ostoja.audit.origin import COMMAND, LINK, OPERATOR, TOKEN

Label = str | Promise
Sentence = Callable[[AuditEvent], str]
Names = Callable[[set[str]], dict[str, str]]
"""Gives names of things by their ids; it may leave out those that are gone."""
Find = Callable[[str], set[str]]
"""Gives the ids of the things that somebody who types this may mean."""


@dataclass(frozen=True)
class Presenter:
    """``label`` names the event in general; ``sentence`` may say more of one event."""

    label: Label
    sentence: Sentence | None = None


@dataclass(frozen=True)
class Line:
    """One event as people read it.

    ``who`` names the person with the token of their program, a command, or a resident; ``thing``
    names what it happened to (a case rather than a note in it), ``history`` is the
    identifier under which everything about that thing is found.
    """

    event: AuditEvent
    who: str
    text: str
    thing: str
    history: UUID | None


_presenters: dict[str, Presenter] = {}
_names: dict[str, Names] = {}
_finders: list[Find] = []


def register(verb: str, label: Label, sentence: Sentence | None = None) -> None:
    """Called by a room when the app starts, once for each verb it records."""
    _presenters[verb] = Presenter(label, sentence)


def register_names(model_label: str, names: Names, find: Find | None = None) -> None:
    """How things of this kind are named here, and found by what people call them.

    A name must tell nothing about a client.
    """
    _names[model_label] = names
    if find is not None:
        _finders.append(find)


def find(text: str) -> set[str]:
    """The ids that somebody may mean: the identifier itself, or all things so called."""
    identifier = identifier_of(text)
    if identifier is not None:
        return {str(identifier)}
    return {pk for finder in _finders for pk in finder(text)}


def verbs() -> list[tuple[str, Label]]:
    """Every verb and its label, in the order of the labels."""
    found = [(verb, presenter.label) for verb, presenter in _presenters.items()]
    return sorted(found, key=lambda entry: str(entry[1]).lower())


def sentence_of(event: AuditEvent) -> str:
    """The event in words; the bare verb if nobody registered any."""
    presenter = _presenters.get(event.verb)
    if presenter is None:
        return event.verb
    return presenter.sentence(event) if presenter.sentence else str(presenter.label)


def lines(events: Iterable[AuditEvent]) -> list[Line]:
    """The events in words; names are read once for each kind of thing."""
    listed = list(events)
    names = names_of(map(_thing_of, listed))
    return [_line(event, names) for event in listed]


def names_of(things: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What things are called, given their kinds and ids; read once for each kind."""
    by_kind: dict[str, set[str]] = {}
    for kind, pk in things:
        if kind in _names:
            by_kind.setdefault(kind, set()).add(pk)
    return {
        (kind, pk): name for kind, ids in by_kind.items() for pk, name in _names[kind](ids).items()
    }


def _line(event: AuditEvent, names: dict[tuple[str, str], str]) -> Line:
    kind, pk = _thing_of(event)
    history = identifier_of(pk)
    name = names.get((kind, pk)) or (pk[:8] if history else "")
    return Line(event, actor_of(event), sentence_of(event), name, history)


def actor_of(event: AuditEvent) -> str:
    """Who did it, in words."""
    if event.via.startswith(TOKEN):
        program = _("program with the token %(prefix)s") % {"prefix": event.via.removeprefix(TOKEN)}
        return f"{event.actor_name} ({program})" if event.actor_id else program
    if event.actor_id and event.via == OPERATOR:
        return _("%(name)s (operator of the platform)") % {"name": event.actor_name}
    if event.via == LINK and event.actor_name:
        return _("%(name)s (by a link, without an account)") % {"name": event.actor_name}
    if event.actor_id:
        return event.actor_name
    return _("an operator's command") if event.via == COMMAND else _("a resident or the system")


def _thing_of(event: AuditEvent) -> tuple[str, str]:
    if event.subject_id:
        return event.subject_type, event.subject_id
    return event.object_type, event.object_id


def identifier_of(pk: str) -> UUID | None:
    """The id under which a thing's history is found; None where it is no UUID."""
    try:
        return UUID(pk)
    except ValueError:
        return None
