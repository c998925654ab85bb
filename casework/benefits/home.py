"""This room's part of the first page: stores in which something presses."""

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.benefits import page, selectors
from casework.benefits.models import Store
from casework.benefits.page import StoreRow
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

KEEPS, LEFT = "keeps_stores", "has_stores_left_behind"
"""What is read along with the person of each request, so that most pages ask nothing more."""


def any_store() -> Exists:
    """Whether a body of the person keeps a store that is in use."""
    return selectors.any_store_of("pk")


def may_give(user: User) -> bool:
    """Whether this person could give something out of some store, without asking anew."""
    return bool(getattr(user, KEEPS, True)) and holds(user, Permission.BENEFIT_GIVE)


def stores_to_see_to(user: User) -> Panel | None:
    """Those of one's bodies in which something is out, runs low, or expires; for who coordinates
    also those whose body left the agreement.
    """
    if not holds(user, Permission.BENEFIT_STOCK):
        return None
    rows = []
    if getattr(user, KEEPS, True):
        found = page.stores_of(selectors.own_stores(user, Permission.BENEFIT_STOCK))
        rows = [_row(one) for one in found if one.tags]
    if getattr(user, LEFT, True):
        rows += [_left_row(one) for one in selectors.left_behind(user)]
    return Panel(title=_("Stores to see to"), rows=rows) if rows else None


def _row(row: StoreRow) -> PanelRow:
    words = ", ".join(text for text, _colour in row.tags)
    url = reverse("benefit_store", args=[row.store.pk])
    return PanelRow(row.store.name, url, words, Pressing.TODAY)


def _left_row(store: Store) -> PanelRow:
    url = reverse("benefit_store", args=[store.pk])
    words = _("its body left the agreement or is suspended")
    return PanelRow(f"{store.name}, {store.organisation.name}", url, words, Pressing.TODAY)
