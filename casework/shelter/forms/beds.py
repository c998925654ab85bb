"""Choosing beds of a house, each with what it is like and whether it is free tonight."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.shelter.board import attributes_of, free_beds
from casework.shelter.models import Bed, Facility
from casework.shelter.nights import A_DAY


class BedsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """One for each person. Beds that are not free tonight are there too: they may be later."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Bed.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            label=gettext_lazy("Beds"),
            help_text=gettext_lazy("Choose one bed for each person."),
            **options,
        )
        self.free: set[Any] = set()

    def offer(self, facility: Facility) -> None:
        """The beds of this house."""
        today = timezone.localdate()
        free = free_beds(today, today + A_DAY).filter(facility=facility)
        self.free = set(free.values_list("pk", flat=True))
        self.queryset = facility.beds.filter(is_active=True).select_related("room")

    def label_from_instance(self, obj: Any) -> str:
        """Such as “Bed 3, room 2: accessible. Occupied tonight”."""
        words = _("%(bed)s, %(room)s") % {"bed": obj.name, "room": obj.room.name}
        like = ", ".join(map(str, attributes_of(obj)))
        words = f"{words} ({like})" if like else words
        return words if obj.pk in self.free else _("%(bed)s – not free tonight") % {"bed": words}
