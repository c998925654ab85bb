"""What programs send about stores, and about what is given out."""

from decimal import Decimal
from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import NOT_A_TEXT, Body, Choice, Day, Flag, Id, Number, Text
from api.v1.benefits_shown import (
    BenefitArticle,
    BenefitGiving,
    BenefitGivingLine,
    BenefitMovement,
    BenefitStore,
)
from casework.benefits.choices import (
    MOST,
    MOST_ON_SHELF,
    MOST_PEOPLE,
    NOTHING,
    ArticleKind,
    BackAs,
    Source,
    Unit,
    WriteOff,
)


class AmountSent(serializers.DecimalField):
    """An amount as a text, such as “1.50”, and no number that looks like one."""

    def __init__(self, most: Decimal = MOST, **options: Any) -> None:
        super().__init__(
            max_digits=8, decimal_places=2, min_value=NOTHING, max_value=most, **options
        )

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        if not (data.isascii() and data.isprintable()):
            self.fail("invalid")
        return super().to_internal_value(data)


class NewStore(Body):
    """``with_usual``: begin with the city's usual list of articles."""

    organisation = Id()
    name = Text(max_length=120)
    with_usual = Flag(required=False)

    example: ClassVar = {
        "organisation": BenefitStore.example["organisation"],
        "name": "Magazyn hostelu",
        "with_usual": True,
    }


class StoreChange(Body):
    """Another name, or out of use; where its body left the agreement, a body of yours that takes
    it over.
    """

    name = Text(max_length=120)
    is_active = Flag()
    organisation = Id()

    example: ClassVar = {"name": "Magazyn hostelu"}


class ArticleFactsSent(Body):
    """What an article is; without ``low_mark`` nobody is told that it runs low."""

    name = Text(max_length=120)
    kind = Choice(choices=ArticleKind.choices)
    unit = Choice(choices=Unit.choices)
    low_mark = AmountSent(required=False, allow_null=True)

    example: ClassVar = {
        name: BenefitArticle.example[name] for name in ("name", "kind", "unit", "low_mark")
    }


class NewArticle(ArticleFactsSent):
    """The same, and of which store."""

    store = Id()

    example: ClassVar = {**ArticleFactsSent.example, "store": BenefitArticle.example["store"]}


class ArticleChange(ArticleFactsSent):
    """The same, and whether it is in use."""

    is_active = Flag()

    example: ClassVar = {"low_mark": "8.00"}


class Delivery(Body):
    """What came in. Without ``expires_on`` it has no date on it."""

    amount = AmountSent()
    expires_on = Day(required=False, allow_null=True)
    source = Choice(choices=Source.choices)  # type: ignore[assignment]
    from_whom = Text(required=False, allow_blank=True, max_length=120)
    on_day = Day()

    example: ClassVar = {
        name: BenefitMovement.example[name] for name in ("source", "from_whom", "on_day")
    } | {"amount": "10.00"}


class Count(Body):
    """How much is really there; what differs from the book says why."""

    counted = AmountSent(MOST_ON_SHELF)
    reason = Text(required=False, allow_blank=True, max_length=200)

    example: ClassVar = {"counted": "11.00", "reason": "Jeden koc był podarty."}


class WrittenOff(Body):
    """How much is not there any more, and why."""

    amount = AmountSent()
    why = Choice(choices=WriteOff.choices)
    reason = Text(required=False, allow_blank=True, max_length=200)

    example: ClassVar = {"amount": "1.00", "why": "damaged", "reason": ""}


class LineSent(Body):
    """So much of one article."""

    article = Id()
    amount = AmountSent()

    example: ClassVar = BenefitGivingLine.example


class NewGiving(Body):
    """All articles of one store, all of it or nothing."""

    case = Id()
    store = Id()
    lines = serializers.ListField(child=LineSent(), min_length=1, max_length=100)
    people = Number(min_value=1, max_value=MOST_PEOPLE)
    given_on = Day()
    note = Text(required=False, allow_blank=True, max_length=1000)

    example: ClassVar = {
        name: BenefitGiving.example[name]
        for name in ("case", "store", "lines", "people", "given_on")
    }


class Back(Body):
    """Why it stands in the store again."""

    back_as = Choice(choices=BackAs.choices)
    why = Text(max_length=1000)

    example: ClassVar = {"back_as": "mistake", "why": "Wpisane w złej sprawie."}
