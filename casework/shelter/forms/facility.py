"""Forms of houses, their beds, and what is out of service."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.partners.models import Organisation
from casework.shelter.actions import BedFacts, FacilityFacts
from casework.shelter.choices import FacilityKind
from casework.shelter.limits import LONGEST_LIMIT
from casework.shelter.models import Bed, Facility
from ostoja.ui.forms import DateField, Form, SubmissionField, VersionedForm


class FacilityForm(VersionedForm):
    """What a house is, who runs it, and how long one may stay."""

    name = forms.CharField(label=gettext_lazy("Name of the house"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of house"), choices=FacilityKind.choices)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Run by"), queryset=Organisation.objects.none(), empty_label=None
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    address_is_secret = forms.BooleanField(
        label=gettext_lazy("The address is secret"),
        help_text=gettext_lazy("Only the people of the house and the coordinator see it."),
        required=False,
    )
    limit_months = forms.IntegerField(
        label=gettext_lazy("Longest stay in months"),
        help_text=gettext_lazy(
            "Leave it empty for a crisis hostel: three months by art. 47 of the Social Assistance"
            " Act."
        ),
        min_value=1,
        max_value=LONGEST_LIMIT,
        required=False,
    )
    limit_rule = forms.CharField(
        label=gettext_lazy("What this limit rests on"),
        help_text=gettext_lazy("For example the rules of the house."),
        max_length=200,
        required=False,
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    submission = SubmissionField()

    def __init__(self, organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    @staticmethod
    def values_of(facility: Facility) -> dict[str, Any]:
        """The house as it is now."""
        same = (*FacilityFacts.__annotations__, "version")
        return {name: getattr(facility, name) for name in same}

    def clean(self) -> dict[str, Any]:
        """A limit says what it rests on."""
        given = self.cleaned_data
        if given.get("limit_months") and not given.get("limit_rule"):
            self.add_error("limit_rule", _("Write what the limit rests on."))
        return given

    def facts(self) -> FacilityFacts:
        """What the actions take."""
        given = self.cleaned_data
        return FacilityFacts(
            organisation=given["organisation"],
            kind=given["kind"],
            name=given["name"],
            address=given["address"],
            address_is_secret=given["address_is_secret"],
            limit_months=given["limit_months"],
            limit_rule=given["limit_rule"],
            is_active=given["is_active"],
        )


class BedForm(VersionedForm):
    """A bed, its room, and what it is like."""

    name = forms.CharField(
        label=pgettext_lazy("of a bed", "Name or number of the bed"), max_length=60
    )
    room = forms.CharField(
        label=gettext_lazy("Room"),
        help_text=gettext_lazy("Beds with the same room stand together."),
        max_length=60,
    )
    is_accessible = forms.BooleanField(
        label=gettext_lazy("Accessible by wheelchair"), required=False
    )
    is_family = forms.BooleanField(label=gettext_lazy("In a family room"), required=False)
    is_cot = forms.BooleanField(label=gettext_lazy("Cot for a small child"), required=False)
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    @staticmethod
    def values_of(bed: Bed) -> dict[str, Any]:
        """The bed as it is now."""
        same = ("name", "is_accessible", "is_family", "is_cot", "is_active", "version")
        return {name: getattr(bed, name) for name in same} | {"room": bed.room.name}

    def facts(self) -> BedFacts:
        """What the actions take."""
        given = self.cleaned_data
        return BedFacts(
            name=given["name"],
            room=given["room"],
            is_accessible=given["is_accessible"],
            is_family=given["is_family"],
            is_cot=given["is_cot"],
            is_active=given["is_active"],
        )


class ClosureForm(Form):
    """From when to when a bed is out of service, and why."""

    first_on = DateField(label=gettext_lazy("First night"))
    last_on = DateField(
        label=gettext_lazy("Last night"),
        help_text=gettext_lazy("Leave it empty if nobody knows yet."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example a broken bed. Write nothing about people."),
        max_length=200,
    )
