"""Where a history happens: its people, bodies, houses and stores, and how somebody tries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.partners.merging import CannotMerge
from casework.partners.models import Organisation
from casework.partners.selectors import bodies_by_key
from casework.playbooks.models import Edition
from casework.referrals.actions import LinkSpent
from casework.shelter.models import Facility
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tests.casework.benefits.making import deliver, make_article, make_store
from tests.casework.playbooks.making import make_edition
from tests.casework.referrals.linked import body_without_accounts
from tests.casework.shelter.making import make_house
from tests.cast import Cast, make_cast

Thing = TypeVar("Thing")
Who = tuple[int, bool]
"""Which of the people, and whether they know what they do."""
REFUSALS = (NotAllowed, StaleObject, LinkSpent, CannotMerge, Http404)
"""What somebody is told in words, or by a page that does not exist; all else is a fault."""


@dataclass
class World:
    """``cases`` are those opened so far, the first first; ``tokens`` all links that were sent.

    ``moved`` says that something was done, or time passed, since it was last asked what holds.
    """

    cast: Cast
    silent: Organisation
    houses: list[Facility]
    edition: Edition
    cases: list[UUID] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    done: int = 0
    refused: int = 0
    moved: bool = True

    @property
    def people(self) -> list[User]:
        """Those who act, each with another reason to see a case or none."""
        cast = self.cast
        centre = [cast.consultant, cast.colleague, cast.supervisor]
        return [*centre, cast.coordinator, cast.partner_worker, cast.stranger]

    @property
    def bodies(self) -> list[Organisation]:
        """Those that may get something to do; the last one has nobody who could sign in.

        Where one was merged into another it is that other one, as on every form.
        """
        cast, now = self.cast, bodies_by_key()
        known = [cast.centre, cast.coordinating, cast.partner, cast.other_partner, self.silent]
        return [now[one.key] for one in known]

    def case(self, at: int) -> Case | None:
        """One of the cases, as it is now."""
        if not self.cases:
            return None
        return Case.objects.select_related("lead", "worker").get(
            pk=self.cases[at % len(self.cases)]
        )

    def actor(self, who: Who, things: QuerySet[Any], permission: Permission) -> User:
        """Somebody; where they know what they do, one of those who may do it with these things."""
        at, knows = who
        able = [one for one in self.people if visible_to(one, things, permission)] if knows else []
        return (able or self.people)[at % len(able or self.people)]

    def holder(self, who: Who, permission: Permission) -> User:
        """Somebody; where they know what they do, one of those who may do it at all."""
        at, knows = who
        able = [one for one in self.people if holds(one, permission)] if knows else self.people
        return able[at % len(able)]

    def forget_roles(self) -> None:
        """The next page that somebody opens reads anew on whose behalf they act."""
        for one in self.people:
            vars(one).pop("_known_memberships", None)

    def attempt(self, by: User | None, work: Callable[[], Thing]) -> Thing | None:
        """Let somebody try: what is refused changes nothing, what is done is on record."""
        before = AuditEvent.objects.count()
        try:
            with transaction.atomic():
                result = work()
        except REFUSALS:
            self.refused += 1
            assert AuditEvent.objects.count() == before
            return None
        self.done += 1
        self.moved = True
        _on_record(by, before)
        return result


def _on_record(by: User | None, before: int) -> None:
    """Somebody's act has a row under their name, beside those of what they looked at."""
    assert AuditEvent.objects.count() > before
    if by is not None:
        own = AuditEvent.objects.filter(actor_id=by.pk).exclude(verb__endswith=".seen")
        assert own.exists()


def one_of(things: Any, at: int) -> Any:
    """One of some rows, or None where there are none."""
    found = list(things)
    return found[at % len(found)] if found else None


def make_world() -> World:
    """The cast, two houses of two bodies with few beds, a body without accounts, a playbook; two
    stores, the first with something in it.
    """
    cast = make_cast()
    for body, name in ((cast.centre, "Koc"), (cast.partner, "Zupa")):
        store = make_store(cast, body, f"Magazyn: {body.name}")
        deliver(make_article(store, name, low_mark=Decimal(2)), 3, expires=2)
    houses = [make_house(cast.centre, "hostel", 2), make_house(cast.partner, "partner-house", 1)]
    return World(cast, body_without_accounts(), houses, make_edition(cast))
