"""What may be read of stores and of what was given, and by whom.

A store is there for the people of the body that keeps it, and for who coordinates the city's
cases; these also see to one whose body left the agreement or is suspended. What was given in a case
is seen by those who see the case: all of it by the body that leads or coordinates it, else what
one's own body gave.
"""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from casework.benefits.amounts import A_DAY
from casework.benefits.choices import LATEST_DAYS, NOTHING, MovementKind
from casework.benefits.models import Article, Batch, Giving, GivingLine, Movement, Store
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.partners.leaving import GONE
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.audit import record, record_each

VIEW, GIVE = Permission.BENEFIT_VIEW, Permission.BENEFIT_GIVE
STOCK, TAKE_BACK = Permission.BENEFIT_STOCK, Permission.BENEFIT_TAKE_BACK


def coordinates(user: User) -> bool:
    """Whether they coordinate the city's cases, and so see every store."""
    return holds(user, Permission.CASE_COORDINATE)


def keeps(user: User, store: Store, permission: Permission = STOCK) -> bool:
    """Whether a body for which they have the permission keeps the store. What a body left behind
    is counted, written off and taken over by who coordinates: else nobody may.
    """
    if store.organisation.group_id in groups_with(user, permission):
        return True
    return permission == STOCK and store.is_left_behind and _sees_to_others(user)


def _sees_to_others(user: User) -> bool:
    return coordinates(user) and holds(user, STOCK)


def left_behind(user: User) -> QuerySet[Store]:
    """Stores in use whose body left or is suspended, for who coordinates."""
    if not _sees_to_others(user):
        return Store.objects.none()
    found = Store.objects.filter(is_active=True, organisation__agreement_state__in=GONE)
    others = found.exclude(organisation__group__in=groups_with(user, STOCK))
    return others.select_related("organisation")


def any_left_behind() -> Exists:
    """Whether there is one in the city."""
    return Exists(Store.objects.filter(is_active=True, organisation__agreement_state__in=GONE))


def stores_visible_to(user: User) -> QuerySet[Store]:
    """The only list there is."""
    if not holds(user, VIEW):
        return Store.objects.none()
    found = Store.objects.select_related("organisation")
    if coordinates(user):
        return found
    return found.filter(organisation__group__in=groups_with(user, VIEW))


def store_for(user: User, pk: UUID, permission: Permission = VIEW) -> Store:
    """The store, or ``Http404``; to do something with it one belongs to the body that keeps it."""
    found = stores_visible_to(user).filter(pk=pk).first()
    if found is None or (permission != VIEW and not keeps(user, found, permission)):
        raise Http404
    return found


def own_stores(user: User, permission: Permission) -> QuerySet[Store]:
    """Stores in use of the bodies for which they have the permission."""
    found = Store.objects.filter(
        is_active=True, organisation__group__in=groups_with(user, permission)
    )
    return found.select_related("organisation")


def articles_visible_to(user: User) -> QuerySet[Article]:
    """Those of the stores that one sees."""
    found = Article.objects.filter(store__in=stores_visible_to(user).values("pk"))
    return found.select_related("store__organisation")


def article_for(user: User, pk: UUID, permission: Permission = VIEW) -> Article:
    """The article, or ``Http404``."""
    found = articles_visible_to(user).filter(pk=pk).first()
    if found is None or (permission != VIEW and not keeps(user, found.store, permission)):
        raise Http404
    return found


def batches_visible_to(user: User) -> QuerySet[Batch]:
    """Those of the articles that one sees."""
    found = Batch.objects.filter(article__in=articles_visible_to(user).values("pk"))
    return found.select_related("article__store__organisation")


def batch_for(user: User, pk: UUID, permission: Permission = VIEW) -> Batch:
    """The batch, or ``Http404``."""
    found = batches_visible_to(user).filter(pk=pk).first()
    if found is None or (permission != VIEW and not keeps(user, found.article.store, permission)):
        raise Http404
    return found


def batches_to_see_to(article: Article, today: datetime.date) -> QuerySet[Batch]:
    """What is on the shelf, and the place of what has no date; also what a count or a writing off
    left nothing of not long ago: if that was a slip, it is counted once more.
    """
    emptied = Movement.objects.filter(
        batch=OuterRef("pk"),
        left=NOTHING,
        kind__in=[MovementKind.COUNT, MovementKind.WRITE_OFF],
        on_day__gte=today - LATEST_DAYS * A_DAY,
    )
    there = Q(left__gt=NOTHING) | Q(expires_on=None)
    return Batch.objects.filter(there | Q(Exists(emptied)), article=article)


def movements_visible_to(user: User) -> QuerySet[Movement]:
    """The books of the stores that one sees; who was given something is another question."""
    found = Movement.objects.filter(batch__article__in=articles_visible_to(user).values("pk"))
    return found.select_related("batch__article", "by")


def givings_visible_to(user: User) -> QuerySet[Giving]:
    """In cases that they see: all of them where they lead or coordinate it, else those of their
    own bodies.
    """
    if not holds(user, VIEW):
        return Giving.objects.none()
    seen = cases_visible_to(user)
    leads = Q(case__lead__group__in=groups_with(user, Permission.CASE_VIEW))
    coordinated = visible_to(user, Case.objects.all(), Permission.CASE_COORDINATE)
    own = Q(store__organisation__group__in=groups_with(user, VIEW))
    found = Giving.objects.filter(case__in=seen.values("pk"))
    found = found.filter(leads | own | Q(case__in=coordinated.values("pk")))
    return found.select_related("case", "store__organisation", "given_by", "back_by")


def giving_for(user: User, pk: UUID) -> Giving:
    """What was given, or ``Http404``."""
    found = givings_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    record("benefit.seen", by=user, on=found, subject=found.case)
    return found


def note_seen(user: User, keys: Iterable[UUID]) -> None:
    """Puts on record that all that these givings say was read, each in its case."""
    found = givings_visible_to(user).filter(pk__in=list(keys))
    record_each("benefit.seen", by=user, on=[(one, one.case) for one in found])


def lines_of(giving: Giving) -> list[GivingLine]:
    """Each article with how much of it."""
    return list(giving.lines.select_related("article"))


def any_store_of(user_key: str) -> Exists:
    """Whether a body for which the person keeps stores has one; ``user_key`` leads to their key."""
    keeping = [role for role, held in ROLES.items() if STOCK in held]
    stores = Store.objects.filter(
        is_active=True,
        organisation__group__memberships__user=OuterRef(user_key),
        organisation__group__memberships__role__in=keeping,
    )
    return Exists(stores)
