"""Which services to list."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet

from casework.partners import choices
from casework.partners.models import Service as ServiceRow
from casework.partners.searching import fits, words_of_body
from casework.partners.words import SPOKEN_LANGUAGES


class ServiceFilter(django_filters.FilterSet):
    """Which services to list."""

    organisation = django_filters.UUIDFilter(
        field_name="organisation_id", help_text="Only those of this organisation."
    )
    need = django_filters.UUIDFilter(method="for_need", help_text="Only those for this need.")
    language = django_filters.ChoiceFilter(
        choices=[(code, code) for code in SPOKEN_LANGUAGES],
        method="in_language",
        help_text="Only those given in this language.",
    )
    status = django_filters.ChoiceFilter(
        choices=choices.ServiceStatus.choices, help_text="Only those in this state."
    )

    search = django_filters.CharFilter(
        method="called",
        max_length=200,
        help_text="Words, or parts of them, in names of the service, its needs and its body.",
    )

    def called(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Slips and missing diacritics are forgiven."""
        known = rows.select_related("organisation").prefetch_related("needs")
        found = [one.pk for one in known if fits(value, words_of_body(one.organisation, [one]))]
        return rows.filter(pk__in=found)

    def for_need(self, rows: QuerySet[Any], name: str, value: UUID) -> QuerySet[Any]:
        """One row for each service."""
        return rows.filter(pk__in=ServiceRow.objects.filter(needs=value))

    def in_language(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Languages are a list in one column."""
        return rows.filter(languages__contains=[value])
