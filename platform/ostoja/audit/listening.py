"""Who is told, in the same transaction, that something was recorded.

Every change leaves a row in the audit, so what must learn of changes needs no word in the rooms:
it names the verbs that it waits for when its app starts. A listener writes rows and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence

from ostoja.audit.models import AuditEvent

Listener = Callable[[Sequence[AuditEvent]], object]

_listeners: dict[str, list[Listener]] = {}


def register(verbs: Iterable[str], listener: Listener) -> None:
    """Called when the app starts. ``listener`` is given events of one of these verbs."""
    for verb in verbs:
        _listeners.setdefault(verb, []).append(listener)


def tell(events: Sequence[AuditEvent]) -> None:
    """Let those listen who wait for such events; all of them have one verb."""
    for listener in _listeners.get(events[0].verb, ()) if events else ():
        listener(events)
