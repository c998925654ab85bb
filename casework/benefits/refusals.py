"""Why something cannot be done with a store; the words are for whoever tried."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.benefits.amounts import in_words
from casework.benefits.choices import MOST, MOST_ON_SHELF, MOST_PEOPLE, NOTHING
from casework.benefits.models import Article
from casework.cases.refusal import NotAllowed


class BenefitRefused(NotAllowed):
    """``field`` names what must be changed, as the actions call it; empty for all of it."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class AmountsRefused(BenefitRefused):
    """Of a giving with several articles: what is wrong with each, by its key."""

    def __init__(self, each: Mapping[UUID, str]) -> None:
        super().__init__(" ".join(each.values()), "amounts")
        self.each = each


def only_so_much(article: Article, usable: Decimal) -> str:
    """Somebody else was faster, or it is past its date."""
    if usable == NOTHING:
        return _("%(article)s: there is nothing left.") % {"article": article.name}
    left = in_words(usable, article.unit)
    return _("%(article)s: only %(left)s left.") % {"article": article.name, "left": left}


def whole_only(article: Article) -> str:
    """Half a blanket keeps nobody warm."""
    words = _("%(article)s: write a whole number, since it is counted in %(unit)s.")
    return words % {"article": article.name, "unit": article.get_unit_display()}


def too_much(article: Article) -> str:
    """Below nothing, nothing, or absurd."""
    words = _("%(article)s: write a number greater than 0 and not greater than %(most)s.")
    return words % {"article": article.name, "most": f"{MOST:n}"}


def too_full(article: Article) -> str:
    """More than any shelf holds: a slip of the hand, again and again."""
    words = _("%(article)s: with this delivery there would be more than %(most)s with this date.")
    return words % {"article": article.name, "most": f"{MOST_ON_SHELF:n}"}


def of_another_store(article: Article) -> str:
    """Not in use, or of another store."""
    return _("%(article)s: this article is not given out here.") % {"article": article.name}


def amount(words: str) -> BenefitRefused:
    """The same for one article."""
    return BenefitRefused(words, "amount")


def nothing_chosen() -> BenefitRefused:
    """A giving of nothing."""
    return BenefitRefused(_("Write at one article at least how much you give."), "amounts")


def not_for_so_many() -> BenefitRefused:
    """More than a household, or nobody."""
    words = _("Write a number of people from 1 to %(most)d.")
    return BenefitRefused(words % {"most": MOST_PEOPLE}, "people")


def in_the_future(field: str) -> BenefitRefused:
    """What has not happened yet is not written down."""
    return BenefitRefused(_("This day has not come yet."), field)


def too_long_ago(field: str) -> BenefitRefused:
    """Probably a slip."""
    words = _("This day is too long ago. Check the day, the month and the year.")
    return BenefitRefused(words, field)


def expired_already(day: datetime.date) -> BenefitRefused:
    """What may not be given out is not taken in."""
    words = _("The date on it has passed (%(day)s): do not take it into the store.")
    return BenefitRefused(words % {"day": date_format(day)}, "expires_on")


def good_for_ever(day: datetime.date) -> BenefitRefused:
    """A date in another century."""
    words = _("%(day)s is too far ahead. Check the year.")
    return BenefitRefused(words % {"day": date_format(day)}, "expires_on")


def article_not_in_use() -> BenefitRefused:
    """Somebody put it out of use."""
    return BenefitRefused(_("This article is not in use any more."))


def store_not_in_use() -> BenefitRefused:
    """Somebody closed it."""
    return BenefitRefused(_("This store is not in use any more."))


def not_left_behind() -> BenefitRefused:
    """It signed again, or somebody took the store over already."""
    words = _("The body that keeps this store takes part in the agreement. Ask it first.")
    return BenefitRefused(words, "organisation")


def store_not_empty() -> BenefitRefused:
    """What is on the shelf belongs to somebody."""
    words = _("There is still something in this store. Give it out or write it off first.")
    return BenefitRefused(words, "is_active")


def article_not_empty() -> BenefitRefused:
    """The same for one article."""
    words = _("There is still some of it. Give it out or write it off first.")
    return BenefitRefused(words, "is_active")


def name_taken() -> BenefitRefused:
    """Two of one name cannot be told apart."""
    return BenefitRefused(_("This store has an article of this name already."), "name")


def unit_is_counted() -> BenefitRefused:
    """Ten packs do not become ten kilograms."""
    words = _("How it is counted cannot be changed any more: add another article instead.")
    return BenefitRefused(words, "unit")


def mark_in_parts() -> BenefitRefused:
    """Half a blanket is no mark."""
    return BenefitRefused(_("Write a whole number in digits, for example 12."), "low_mark")


def reason_missing(field: str = "reason") -> BenefitRefused:
    """What differs says why."""
    return BenefitRefused(_("Write the reason."), field)


def back_already() -> BenefitRefused:
    """Somebody was faster."""
    return BenefitRefused(_("This was taken back already."))
