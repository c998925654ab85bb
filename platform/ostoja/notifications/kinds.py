"""What people can be told. Each room registers its kinds, and the door to what they are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.ui.city import CityFacts

Label = str | Promise
Names = Callable[[User, set[UUID]], dict[UUID, str]]
"""The door: which of these things the person may open now, and what a page calls each."""
OpenTo = Callable[[Iterable[User], UUID], set[UUID]]
"""The same door for many people: the keys of those who may open this thing now."""
Address = Callable[[UUID | None], str]


@dataclass(frozen=True, eq=False)  # its texts compare differently in each language
class Kind:
    """One thing that people are told.

    ``title`` says it in one line: in the list, as an e-mail's subject and in the choices; ``text``
    says in an e-mail what there is to do; ``counted`` (of ``ngettext_lazy``) says it of several in
    the daily e-mail. They are the same for every notification of the kind, and so hold nothing
    about a case (decision 0026). ``address`` gives the page of what it is about. ``names`` is asked
    each time somebody looks; None where it is about the person or the city as a whole. ``open_to``
    says the same of many people in as many queries as of one, for a kind that tells many at once.
    ``pressing`` is what somebody must know now, also in their quiet hours. A text message holds
    the title alone, and comes only where a person asked for it.
    ``permission`` is what a role must hold to be told at all. ``in_app`` and ``mail`` hold until a
    person chooses; ``always`` says why nobody can choose, and is empty where they can.
    """

    key: str
    title: Label
    text: Label
    counted: Any
    address: Address
    names: Names | None = None
    open_to: OpenTo | None = None
    permission: Permission | None = None
    module: str = ""
    in_app: bool = True
    mail: Mail = Mail.AT_ONCE
    always: Label = ""
    pressing: bool = False
    order: int = 100

    def is_for(self, person: User) -> bool:
        """Whether a role of the person may be told this."""
        return self.permission is None or holds(person, self.permission)

    def concerns(self, person: User, city: CityFacts) -> bool:
        """The same in a city that may lack the part."""
        return city.has(self.module) and self.is_for(person)

    def named(self, person: User, about: UUID | None) -> str | None:
        """What the thing is called; None where this person may not open it."""
        if not self.is_for(person):
            return None
        if self.names is None or about is None:
            return ""
        return self.names(person, {about}).get(about)

    def may_open(self, people: Iterable[User], about: UUID | None) -> list[User]:
        """Those of the people who may open the thing."""
        if self.open_to is None or about is None:
            return [person for person in people if self.named(person, about) is not None]
        listed = [person for person in people if self.is_for(person)]
        open_to = self.open_to(listed, about)
        return [person for person in listed if person.pk in open_to]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Called by a room when the app starts."""
    _kinds.update({kind.key: kind for kind in kinds})


def every_kind() -> list[Kind]:
    """All of them, in the order of the choices."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.key))


def kind_named(key: str) -> Kind | None:
    """The kind with this key."""
    return _kinds.get(key)


def kinds_for(person: User, city: CityFacts) -> list[Kind]:
    """What this person can be told in this city."""
    return [kind for kind in every_kind() if kind.concerns(person, city)]


def keys_in(city: CityFacts) -> set[str]:
    """The kinds of those parts that the city has."""
    return {kind.key for kind in every_kind() if city.has(kind.module)}


def page_of(route: str) -> Address:
    """The address of a page that takes the thing's key, or none where it is about no thing."""
    return lambda about: reverse(route, args=[] if about is None else [about])


def names_behind(kinds: Iterable[Kind]) -> set[Names]:
    """The doors of these kinds, each once."""
    return {kind.names for kind in kinds if kind.names is not None}
