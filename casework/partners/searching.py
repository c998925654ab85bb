"""Finding bodies and services by what people type: words, parts of them, with a slip, or a need."""

from collections.abc import Iterable, Iterator

from casework.partners.models import Organisation, Service
from ostoja.privacy.search.likeness import SHORTEST_WITH_A_SLIP, is_one_slip
from ostoja.ui.polish_order import fold


def fits(typed: str, texts: Iterable[str]) -> bool:
    """Whether each typed word is a part of the texts, or differs by one slip from a word there.

    Diacritics and capitals do not count. Nothing typed fits everything.
    """
    here = fold(" ".join(texts))
    known = {word for word in here.split() if len(word) >= SHORTEST_WITH_A_SLIP}
    return all(word in here or _is_like_one(word, known) for word in fold(typed).split())


def _is_like_one(word: str, known: Iterable[str]) -> bool:
    return len(word) >= SHORTEST_WITH_A_SLIP - 1 and any(is_one_slip(word, one) for one in known)


def words_of_body(body: Organisation, services: Iterable[Service]) -> Iterator[str]:
    """The names of a body, of services and of the needs that they are for, in all languages.

    The services' needs should have been fetched before.
    """
    yield from (body.name, body.short_name, body.unit)
    for service in services:
        yield from words_of_service(service)


def words_of_service(service: Service) -> Iterator[str]:
    """The names of a service and of its needs, in all languages."""
    yield from service.name.values()
    for need in service.needs.all():
        yield from need.name.values()
