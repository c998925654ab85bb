"""What this room tells the people of a store; no word of it is about anybody."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.benefits.models import Article, Batch, Store
from casework.benefits.selectors import articles_visible_to, stores_visible_to
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle

KEEPS = [role for role, held in ROLES.items() if Permission.BENEFIT_STOCK in held]


def _names(person: User, articles: set[UUID]) -> dict[UUID, str]:
    found = articles_visible_to(person).filter(pk__in=articles)
    return {one.pk: f"{one.name}, {one.store}" for one in found}


def _left_names(person: User, stores: set[UUID]) -> dict[UUID, str]:
    found = stores_visible_to(person).filter(pk__in=stores)
    return {one.pk: f"{one.name}, {one.organisation}" for one in found}


def _kind(
    key: str, order: int, page: str = "benefit_article", names: Any = _names, **words: Any
) -> Kind:
    return Kind(
        key=key,
        order=order,
        address=page_of(page),
        names=names,
        permission=Permission.BENEFIT_STOCK,
        module="benefits",
        mail=Mail.DIGEST,
        **words,
    )


LOW = _kind(
    "benefit-low",
    56,
    title=_("An article in your store runs low"),
    text=_("Look at how much there is, and order more or ask for a donation."),
    counted=ngettext_lazy(
        "%(number)d article in your store runs low",
        "%(number)d articles in your store run low",
        "number",
    ),
)
EXPIRES = _kind(
    "benefit-expires",
    57,
    title=_("Something in your store expires within a week"),
    text=_("Give it out first. What is past its date must be written off."),
    counted=ngettext_lazy(
        "%(number)d thing in your store expires within a week",
        "%(number)d things in your store expire within a week",
        "number",
    ),
)

LEFT = _kind(
    "benefit-left",
    58,
    page="benefit_store",
    names=_left_names,
    title=_("A body that left has a store, and nobody sees to it"),
    text=_("Agree with the body what becomes of what is in it: count it, or take the store over."),
    counted=ngettext_lazy(
        "%(number)d store of a body that left, to which nobody sees",
        "%(number)d stores of bodies that left, to which nobody sees",
        "number",
    ),
)


def register_all() -> None:
    """Called when the app starts."""
    register(LOW, EXPIRES, LEFT)


def people_of(store: Store) -> list[User]:
    """Those who keep the stores of its body; where nobody does, or the body left, also those who
    coordinate.
    """
    here = User.objects.filter(is_active=True, visits_until=None)
    own = here.filter(memberships__group=store.organisation.group_id, memberships__role__in=KEEPS)
    found = set(own)
    if store.is_left_behind or not found:
        found |= set(people_who_hold(Permission.CASE_COORDINATE))
    return list(found)


def runs_low(article: Article) -> None:
    """Once until there is enough again."""
    event = event_of(article.pk, f"low {article.low_told_at}")
    people = people_of(article.store)
    notify(LOW, to=people, event=event, about=article.pk)


def enough_again(article: Article) -> None:
    """Somebody filled the shelf."""
    settle(LOW, about=article.pk)


def expires_soon(batch: Batch) -> None:
    """Once for each date."""
    event = event_of(batch.pk, f"expires {batch.expires_on}")
    people = people_of(batch.article.store)
    notify(EXPIRES, to=people, event=event, about=batch.article_id)


def nothing_expires(article: Article) -> None:
    """It was given out or written off."""
    settle(EXPIRES, about=article.pk)


def left_alone(store: Store, *, by: User | None) -> None:
    """Its body left the agreement, or is suspended: each time."""
    event = event_of(store.pk, f"left {store.organisation.version}")
    people = people_who_hold(Permission.CASE_COORDINATE)
    notify(LEFT, to=people, event=event, about=store.pk, by=by)


def seen_to(store: Store) -> None:
    """It is closed, or another body keeps it."""
    settle(LEFT, about=store.pk)
