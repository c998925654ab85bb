"""This room's part of the first page: standards that one has not read, cards that are open."""

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.minors import selectors
from casework.minors.cards import open_cards
from casework.minors.choices import CardState, EditionState
from casework.minors.models import Edition, Intervention
from casework.minors.public_words import name_of
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import memberships_of
from ostoja.accounts.models import User

MOST_ROWS = 8
CARDS, STANDARDS = "has_open_cards", "has_standards"
"""Read along with the person of each request: where the city has neither, no more is asked."""


def any_open_card() -> Exists:
    """Whether an intervention is going on in the city."""
    return Exists(Intervention.objects.exclude(state=CardState.CLOSED))


def any_standards() -> Exists:
    """Whether a body of the city has adopted standards here."""
    return Exists(Edition.objects.filter(state=EditionState.ADOPTED))


def own_duties(user: User) -> Panel | None:
    """What the person has to read, and the interventions in which they take part."""
    if not memberships_of(user):
        return None
    rows = []
    if getattr(user, CARDS, True):
        rows += [_card_row(one) for one in open_cards(user)[:MOST_ROWS]]
    if getattr(user, STANDARDS, True):
        rows += [_edition_row(one) for one in selectors.to_read(user)[:MOST_ROWS]]
    if not rows:
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
