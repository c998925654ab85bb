"""The values that describe what is kept in a store, and what happens to it."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ArticleKind(TextChoices):
    """What an article is for; reports count by it."""

    CLOTHES = "clothes", _("clothes and shoes")
    BEDDING = "bedding", _("bedding and towels")
    HYGIENE = "hygiene", _("hygiene")
    FOOD = "food", _("food")
    BABY = "baby", _("for babies")
    VOUCHER = "voucher", _("vouchers and tickets")
    OTHER = "other", pgettext_lazy("kind of article", "other")


class Unit(TextChoices):
    """In what an article is counted; written short, so that it fits every number."""

    PIECE = "piece", _("pcs")
    PACK = "pack", _("packs")
    SET = "set", pgettext_lazy("unit", "sets")
    KILOGRAM = "kg", _("kg")
    LITRE = "litre", pgettext_lazy("unit", "l")


MEASURED = (Unit.KILOGRAM, Unit.LITRE)
"""Only these come in parts; all others are whole."""


class MovementKind(TextChoices):
    """What changed how much there is."""

    DELIVERY = "delivery", _("delivery")
    COUNT = "count", _("stock-taking")
    WRITE_OFF = "write_off", _("written off")
    GIVEN = "given", _("given out")
    BACK = "back", _("taken back")


class Source(TextChoices):
    """Where a delivery comes from."""

    PURCHASE = "purchase", _("purchase")
    DONATION = "donation", _("donation")
    OTHER = "other", pgettext_lazy("source of a delivery", "another source")


class WriteOff(TextChoices):
    """Why something is not in the store any more though nobody was given it."""

    EXPIRED = "expired", _("past its date")
    DAMAGED = "damaged", _("damaged")
    LOST = "lost", _("lost")
    OTHER = "other", pgettext_lazy("why it was written off", "another reason")


class BackAs(TextChoices):
    """Why something that was given stands in the store again."""

    RETURNED = "returned", _("the person gave it back")
    MISTAKE = "mistake", _("it was written down by mistake")


NOTHING = Decimal(0)
LEAST = Decimal("0.01")
MOST = Decimal(10_000)
"""What one delivery or count says at most; more is a slip of the hand."""
MOST_ON_SHELF = Decimal(100_000)
"""So much there is of one date at most: a delivery that makes more of it is not taken in."""
MOST_PEOPLE = 20
"""As in stays: a household is not larger."""
SOON_DAYS = 7
"""Days before its date from which a batch is said to expire soon."""
OWN_SLIP_HOURS = 24
"""So long whoever gives out takes back what was given; later who coordinates or supervises."""
LATEST_DAYS = 31
"""So many days later what was given or delivered may be written down."""
