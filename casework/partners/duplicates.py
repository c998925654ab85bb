"""Which records may be about one body, with each reason; what was told apart is left out."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.partners.forms.contact_points import dialable
from casework.partners.models import Organisation, ToldApart
from ostoja.ui.polish_order import fold

MOST_ALIKE = 3
"""A number or an address that more bodies share is that of a town hall, and tells nothing."""
LEGAL_FORMS = frozenset({"fundacja", "stowarzyszenie", "spolka", "sp", "z", "o", "oo", "zoo"})


class Reason(IntEnum):
    """Why two records are suggested; the higher, the likelier."""

    ADDRESS = 1
    PHONE = 2
    EMAIL = 3
    NIP = 4
    NAME = 5
    REGON = 6

    @property
    def label(self) -> Promise:
        """The reason in words."""
        return LABELS[self]


LABELS = {
    Reason.ADDRESS: _("the same address"),
    Reason.PHONE: _("the same telephone number"),
    Reason.EMAIL: _("the same e-mail address"),
    Reason.NIP: _("the same NIP"),
    Reason.NAME: pgettext_lazy("of a body", "the same name"),
    Reason.REGON: _("the same REGON"),
}
OF_A_FAMILY = frozenset({Reason.NAME})
"""What counts between a body and its parts: the rest they share as a matter of course."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records with the reasons for which they may be about one body, the best first."""

    first: Organisation
    second: Organisation
    reasons: tuple[Reason, ...]


def possible_duplicates(of: UUID | None = None) -> list[Pair]:
    """All pairs, or those of one body, the likeliest first. Five queries."""
    bodies = _read()
    shared: dict[tuple[UUID, UUID], set[Reason]] = defaultdict(set)
    for reason, group in _alike(bodies.values()):
        for one, other in combinations(sorted(group), 2):
            shared[one, other].add(reason)
    apart = set(ToldApart.objects.values_list("first", "second"))
    found = [
        pair
        for keys, reasons in shared.items()
        if keys not in apart
        and (of is None or of in keys)
        and (pair := _pair(bodies[keys[0]], bodies[keys[1]], reasons))
    ]
    return sorted(found, key=lambda one: (-sum(one.reasons), one.first.sort_key, str(one.first.pk)))


def told_apart(one: Organisation, other: Organisation) -> ToldApart | None:
    """That somebody said that they are two bodies."""
    first, second = sorted((one.pk, other.pk))
    return ToldApart.objects.filter(first=first, second=second).first()


def _read() -> dict[UUID, Organisation]:
    bodies = Organisation.objects.prefetch_related("phones", "contacts", "locations")
    return {body.pk: body for body in bodies}


def _pair(one: Organisation, other: Organisation, reasons: set[Reason]) -> Pair | None:
    if _are_family(one, other):
        reasons = reasons & OF_A_FAMILY
    if not reasons:
        return None
    first, second = sorted(
        (one, other), key=lambda body: (body.created_at, body.sort_key, body.key)
    )
    return Pair(first, second, tuple(sorted(reasons, reverse=True)))


def _are_family(one: Organisation, other: Organisation) -> bool:
    parents = {one.parent_id, other.parent_id}
    is_part = bool(parents & {one.pk, other.pk})
    return is_part or (one.parent_id is not None and one.parent_id == other.parent_id)


def _alike(bodies: Iterable[Organisation]) -> Iterator[tuple[Reason, set[UUID]]]:
    """Ids of bodies that have something in common, and what."""
    known: dict[tuple[Reason, Hashable], set[UUID]] = defaultdict(set)
    for body in bodies:
        for reason, value in _marks(body):
            known[reason, value].add(body.pk)
    for (reason, _value), group in known.items():
        if len(group) > 1 and (reason == Reason.NAME or len(group) <= MOST_ALIKE):
            yield reason, group


def _marks(body: Organisation) -> Iterator[tuple[Reason, Hashable]]:
    if name := plain_name(body):
        yield Reason.NAME, name
    if body.regon:
        yield Reason.REGON, (body.regon, fold(body.unit))
    if body.nip:
        yield Reason.NIP, (body.nip, fold(body.unit))
    for address in {body.email, *(one.email for one in body.contacts.all())} - {""}:
        yield Reason.EMAIL, address.lower()
    written = [one.phone for one in body.contacts.all() if one.phone]
    numbers = {one.number for one in body.phones.all()} | {dialable(one) for one in written}
    for number in numbers - {None, ""}:
        yield Reason.PHONE, number
    for place in body.locations.all():
        if place.street and place.town:
            yield Reason.ADDRESS, (fold(place.street), fold(place.town))


def plain_name(body: Organisation) -> str:
    """The name without its legal form, marks and order of words."""
    letters = "".join(one if one.isalnum() else " " for one in fold(f"{body.name} {body.unit}"))
    words = [word for word in letters.split() if word not in LEGAL_FORMS]
    return " ".join(sorted(words))
