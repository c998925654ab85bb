"""This room's part of the first page: standards that one has not read, cards that are open."""

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.minors import selectors
from casework.minors.cards import open_cards
from casework.minors.choices import CardState
from casework.minors.models import Edition, Intervention
from casework.minors.public_words import name_of
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import memberships_of
from ostoja.accounts.models import User

MOST_ROWS = 8
NOTHING_FOR = 5 * 60
"""Seconds for which it is remembered that there was nothing: most people have nothing here on
most days, and the page should not ask for it each time. A card that is opened meanwhile comes as
a pressing notification anyway.
"""


def own_duties(user: User) -> Panel | None:
    """What the person has to read, and the interventions in which they take part."""
    if not memberships_of(user):
        return None
    known = f"minors-nothing-{user.pk}"
    if cache.get(known):
        return None
    cards = [_card_row(one) for one in open_cards(user)[:MOST_ROWS]]
    rows = [*cards, *(_edition_row(one) for one in selectors.to_read(user)[:MOST_ROWS])]
    if not rows:
        cache.set(known, 1, NOTHING_FOR)
        return None
    return Panel(title=_("Protection of minors"), rows=rows, more_url=reverse("minors"))


def _card_row(card: Intervention) -> PanelRow:
    text = _("Intervention card %(number)s") % {"number": card.register_number}
    url = reverse("intervention", args=[card.pk])
    is_new = card.state == CardState.OPEN
    return PanelRow(text, url, card.get_state_display(), Pressing.NOW if is_new else Pressing.TODAY)


def _edition_row(edition: Edition) -> PanelRow:
    url = reverse("minors_edition", args=[edition.pk])
    text = _("Read the standards: %(body)s") % {"body": name_of(edition.standards)}
    return PanelRow(text, url, "", Pressing.LATER)
