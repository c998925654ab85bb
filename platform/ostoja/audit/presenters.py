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
    identifier = _identifier(text)
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
    names = {kind: _names[kind](ids) for kind, ids in _ids_by_kind(listed).items()}
    return [_line(event, names) for event in listed]


def _line(event: AuditEvent, names: dict[str, dict[str, str]]) -> Line:
    kind, pk = _thing_of(event)
    history = _identifier(pk)
    name = names.get(kind, {}).get(pk) or (pk[:8] if history else "")
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


def _ids_by_kind(events: list[AuditEvent]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, pk in map(_thing_of, events):
        if kind in _names:
            found.setdefault(kind, set()).add(pk)
    return found


def _thing_of(event: AuditEvent) -> tuple[str, str]:
    if event.subject_id:
        return event.subject_type, event.subject_id
    return event.object_type, event.object_id


def _identifier(pk: str) -> UUID | None:
    try:
        return UUID(pk)
    except ValueError:
        return None
