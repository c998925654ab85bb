"""What may stand in a body: exactly the types the schema names, and no member it does not."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LONGEST_TEXT = 20_000
YEARS = range(2000, 2100)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
UNKNOWN_MEMBER = _("There is no such member here.")
NOT_A_TEXT = _("Not a text.")
NOT_A_NUMBER = _("Not a whole number.")
NOT_A_FLAG = _("Neither true nor false.")
NO_OFFSET = _("Give the moment with its offset, for example 2026-11-22T10:00:00+01:00.")

NO_SUCH_YEAR = _("Give a year from 2000 to 2099.")


class Body(serializers.Serializer[Any]):
    """Base of what is sent to us. ``example`` goes into the schema, and is checked by a test."""

    example: ClassVar[dict[str, Any]] = {}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {name: [UNKNOWN_MEMBER] for name in sorted(unknown)[:20]}
                )
        return super().to_internal_value(data)


class Shown(serializers.Serializer[Any]):
    """Base of what we give. ``example`` goes into the schema, and is checked by a test.

    ``staff_only`` names what is null for whoever reads without a token.
    """

    example: ClassVar[dict[str, Any]] = {}
    staff_only: ClassVar[Collection[str]] = ()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        if self.staff_only and self.context["view"].reader is None:
            shown |= dict.fromkeys(self.staff_only)
        return shown


class Nothing(Body):
    """An empty body."""


class Text(serializers.CharField):
    """A text, and no number or flag that looks like one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_TEXT, **options})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        return super().to_internal_value(data).replace("\r\n", "\n")


class Number(serializers.IntegerField):
    """A whole number, and no text that looks like one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise serializers.ValidationError(NOT_A_NUMBER)
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """True or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError(NOT_A_FLAG)
        return data


class Choice(serializers.ChoiceField):
    """One of the named texts."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        return super().to_internal_value(data)


class Id(serializers.UUIDField):
    """The id of a row."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        return super().to_internal_value(data)


class Moment(serializers.DateTimeField):
    """A moment with its offset from UTC."""

    def to_internal_value(self, value: Any) -> datetime.datetime:
        if not isinstance(value, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        if not value.isprintable():
            self.fail("invalid", format="ISO 8601")
        moment = super().to_internal_value(value)
        written = parse_datetime(value)
        if written is None or timezone.is_naive(written):
            raise serializers.ValidationError(NO_OFFSET)
        if moment.year not in YEARS:
            raise serializers.ValidationError(NO_SUCH_YEAR)
        return moment


class Day(serializers.DateField):
    """A day, as 2026-11-22."""

    def to_internal_value(self, value: Any) -> datetime.date:
        if not isinstance(value, str):
            raise serializers.ValidationError(NOT_A_TEXT)
        if not (value.isascii() and value.isprintable()):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Choices(serializers.ListField):
    """Several of the named texts, each once, in any order."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(child=Choice(choices=choices), max_length=50, **options)

    def to_internal_value(self, data: Any) -> list[Any]:
        return list(dict.fromkeys(super().to_internal_value(data)))


class Ids(serializers.ListField):
    """Ids of rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=Id(), **{"max_length": 100, **options})


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$"})
class Clock(serializers.TimeField):
    """Hours and minutes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


class IdsOf(serializers.ListField):
    """The ids of the rows that a relation holds, in its own order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.UUIDField(), read_only=True, **options)

    def get_attribute(self, instance: Any) -> list[UUID]:
        related: Any = super().get_attribute(instance)
        return [row.pk for row in related.all()]


def several(kind: type[Body], most: int, **options: Any) -> Any:
    """At most so many of these."""
    made: Any = kind
    return made(many=True, required=False, max_length=most, **options)


class Texts(Body):
    """A text in one or more languages; Polish is what others fall back to."""

    def __init__(self, *args: Any, longest: int = 1000, **options: Any) -> None:
        self.longest = longest
        super().__init__(*args, **options)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            code: Text(required=False, allow_blank=True, max_length=self.longest)
            for code in LANGUAGES
        }
