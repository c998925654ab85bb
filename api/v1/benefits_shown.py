"""What the API shows of stores, their articles, batches, book, and of what was given."""

from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import Shown
from casework.benefits.choices import ArticleKind, BackAs, MovementKind, Source, Unit, WriteOff


class Amount(serializers.DecimalField):
    """A number of pieces, packs, kilograms or litres, as a text such as “1.50”."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **options)


class BenefitStore(Shown):
    """A store of one body."""

    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id", help_text="Who keeps it.")
    name = serializers.CharField()
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "6d7e8f90-a1b2-4c3d-8e4f-5a6b7c8d9e01",
        "organisation": "6c7d8e9f-0a1b-4c2d-8e3f-4a5b6c7d8e9f",
        "name": "Magazyn hostelu",
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }


class BenefitArticle(Shown):
    """What a store keeps. ``usable`` may be given out today; ``spoilt`` is past its date."""

    id = serializers.UUIDField()
    store = serializers.UUIDField(source="store_id")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=ArticleKind.choices)
    unit = serializers.ChoiceField(choices=Unit.choices)
    low_mark = Amount(allow_null=True, help_text="At this number and below it runs low.")
    usable = Amount()
    spoilt = Amount()
    first_expiry = serializers.DateField(
        allow_null=True, help_text="The first date on what may be given out."
    )
    is_active = serializers.BooleanField()
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "7e8f90a1-b2c3-4d4e-9f50-6b7c8d9e0f12",
        "store": "6d7e8f90-a1b2-4c3d-8e4f-5a6b7c8d9e01",
        "name": "Koc",
        "kind": "bedding",
        "unit": "piece",
        "low_mark": "5.00",
        "usable": "12.00",
        "spoilt": "0.00",
        "first_expiry": None,
        "is_active": True,
        "is_sample": False,
        "version": 1,
    }


class BenefitBatch(Shown):
    """What there is of an article with one date on it, or with none."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(source="article_id")
    expires_on = serializers.DateField(allow_null=True)
    left = Amount()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "8f90a1b2-c3d4-4e5f-8a61-7c8d9e0f1a23",
        "article": "7e8f90a1-b2c3-4d4e-9f50-6b7c8d9e0f12",
        "expires_on": None,
        "left": "12.00",
        "version": 3,
    }


class BenefitMovement(Shown):
    """One line of a store's book; it says of nobody who was given something."""

    id = serializers.UUIDField()
    batch = serializers.UUIDField(source="batch_id")
    article = serializers.UUIDField(source="batch.article_id")
    kind = serializers.ChoiceField(choices=MovementKind.choices)
    change = Amount(help_text="Less than zero where there is less than before.")
    left = Amount(help_text="In the batch, after it.")
    on_day = serializers.DateField()
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=Source.choices, allow_blank=True
    )
    from_whom = serializers.CharField(allow_blank=True)
    why = serializers.ChoiceField(choices=WriteOff.choices, allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    by = serializers.UUIDField(source="by_id", allow_null=True)
    at = serializers.DateTimeField()

    example: ClassVar = {
        "id": "90a1b2c3-d4e5-4f60-9b72-8d9e0f1a2b34",
        "batch": "8f90a1b2-c3d4-4e5f-8a61-7c8d9e0f1a23",
        "article": "7e8f90a1-b2c3-4d4e-9f50-6b7c8d9e0f12",
        "kind": "delivery",
        "change": "10.00",
        "left": "12.00",
        "on_day": "2026-11-23",
        "source": "donation",
        "from_whom": "Bank Żywności",
        "why": "",
        "reason": "",
        "by": "7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a",
        "at": "2026-11-23T10:00:00+01:00",
    }


class BenefitGivingLine(Shown):
    """So much of one article."""

    article = serializers.UUIDField(source="article_id")
    amount = Amount()

    example: ClassVar = {"article": "7e8f90a1-b2c3-4d4e-9f50-6b7c8d9e0f12", "amount": "2.00"}


class BenefitGiving(Shown):
    """What was given in a case. ``back_as`` says how it came back, where it did."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    store = serializers.UUIDField(source="store_id")
    people = serializers.IntegerField(help_text="For how many people of the household.")
    given_on = serializers.DateField()
    lines = BenefitGivingLine(many=True, help_text="Each article with how much of it.")
    note = serializers.CharField(allow_blank=True)
    given_by = serializers.UUIDField(source="given_by_id", allow_null=True)
    given_at = serializers.DateTimeField()
    back_at = serializers.DateTimeField(allow_null=True)
    back_as = serializers.ChoiceField(choices=BackAs.choices, allow_blank=True)
    back_why = serializers.CharField(allow_blank=True)
    is_sample = serializers.BooleanField()
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "a1b2c3d4-e5f6-4071-8c83-9e0f1a2b3c45",
        "case": "4b5c6d7e-8f90-4a1b-9c2d-3e4f5a6b7c8d",
        "store": "6d7e8f90-a1b2-4c3d-8e4f-5a6b7c8d9e01",
        "people": 2,
        "given_on": "2026-11-23",
        "lines": [BenefitGivingLine.example],
        "note": "",
        "given_by": "7d8e9f0a-1b2c-4d3e-9f4a-5b6c7d8e9f0a",
        "given_at": "2026-11-23T10:00:00+01:00",
        "back_at": None,
        "back_as": "",
        "back_why": "",
        "is_sample": False,
        "version": 1,
    }
