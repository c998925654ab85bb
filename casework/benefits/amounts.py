"""How much there is: in numbers, in words, and whether that is enough."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.benefits.choices import LATEST_DAYS, MEASURED, MOST, NOTHING, SOON_DAYS, Unit
from casework.benefits.models import Article

A_DAY = datetime.timedelta(days=1)
_NUMBER: Any = DecimalField(max_digits=12, decimal_places=2)


def plain(amount: Decimal) -> Decimal:
    """Without zeros that say nothing: 2.50 is 2.5, and 3.00 is 3."""
    whole = amount.to_integral_value()
    return whole if amount == whole else amount.normalize()


def in_digits(amount: Decimal) -> str:
    """Such as 1.5 or 1,5, as the page's language writes numbers; without a unit."""
    return number_format(plain(amount))


def in_words(amount: Decimal, unit: str) -> str:
    """Such as “12 pcs” or “1.5 kg”, as the page's language writes numbers."""
    number = number_format(plain(amount), force_grouping=abs(amount) >= 10_000)
    return _("%(number)s %(unit)s") % {"number": number, "unit": Unit(unit).label}


def is_whole(amount: Decimal, unit: str) -> bool:
    """Whether this unit may come so; only what is weighed or measured comes in parts."""
    return unit in MEASURED or amount == amount.to_integral_value()


def most_counted(left: Decimal) -> Decimal:
    """What a count says at most: what the book says can always be found to be right."""
    return max(MOST, left)


def good_on(day: datetime.date, prefix: str = "") -> Q:
    """Batches that may be given out on this day: on the last day of their date, too."""
    return Q(**{f"{prefix}expires_on": None}) | Q(**{f"{prefix}expires_on__gte": day})


def with_amounts(articles: QuerySet[Article], day: datetime.date | None = None) -> QuerySet[Any]:
    """Each with what may be given out (``usable``), what is past its date (``spoilt``), and the
    first date of what is there (``first_expiry``): the same one question. By name, since what is
    grouped has no order of its own.
    """
    day = day or timezone.localdate()
    good = good_on(day, "batches__")
    late = Q(batches__expires_on__lt=day)
    return articles.order_by("name", "pk").annotate(
        usable=Coalesce(Sum("batches__left", filter=good), NOTHING, output_field=_NUMBER),
        spoilt=Coalesce(Sum("batches__left", filter=late), NOTHING, output_field=_NUMBER),
        first_expiry=Min("batches__expires_on", filter=good & Q(batches__left__gt=0)),
    )


def with_lately(articles: QuerySet[Article]) -> QuerySet[Any]:
    """The same, with what was good on a day of which a giving may still be written down
    (``lately``): what was given on Saturday and expired on Sunday is written down on Monday.
    """
    first = timezone.localdate() - LATEST_DAYS * A_DAY
    good = Sum("batches__left", filter=good_on(first, "batches__"))
    found: QuerySet[Any] = with_amounts(articles).annotate(
        lately=Coalesce(good, NOTHING, output_field=_NUMBER)
    )
    return found


def soon(today: datetime.date) -> datetime.date:
    """Up to this date a batch expires soon."""
    return today + SOON_DAYS * A_DAY


def runs_low(article: Any) -> bool:
    """Whether its people wanted to know of so little; ``article`` comes with its amounts."""
    return bool(article.low_mark is not None and article.usable <= article.low_mark)
