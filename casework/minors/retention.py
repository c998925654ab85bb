"""How long intervention cards are kept."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from casework.minors.choices import CardState
from casework.minors.models import Intervention
from casework.minors.presenters import ERASED, register_numbers
from ostoja.accounts.models import User
from ostoja.audit import record
from ostoja.privacy.retention.classes import RetentionClass, register, register_before


def kept_from(user: User) -> Iterable[UUID]:
    """Cards from which this person is excluded are not there for them."""
    return Intervention.kept_from(user.pk).values_list("pk", flat=True)


def find(text: str) -> set[str]:
    """The card that somebody means by its number in the register."""
    number, _slash, year = text.strip().partition("/")
    if not (number.isdecimal() and year.isdecimal() and len(text) < 20):
        return set()
    found = Intervention.objects.filter(number=int(number), year=int(year))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


CARDS = RetentionClass(
    key="interventions",
    label=_("Closed intervention cards, with all that was done"),
    why=_("The standards of each body say how long (art. 22c(1)); the city approves this period."),
    counted_from=_("the closing of the card"),
    rows=lambda: Intervention.objects.filter(state=CardState.CLOSED),
    since="closed_at",
    days=5 * 365,
    shortest=365,
    find=find,
    name=register_numbers,
    kept_from=kept_from,
    about_clients=True,
)


def remember_excluded(found: Sequence[Intervention]) -> None:
    """What the audit says of a card outlives it: so does who must not learn that it was there."""
    for card in found:
        for person in card.excluded:
            record(ERASED, by=None, on=card, excluded=str(person))


def register_all() -> None:
    """Called when the app starts."""
    register(CARDS)
    register_before(CARDS.key, remember_excluded)
