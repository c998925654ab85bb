"""Forms of a stay: admission, other beds, what happens next, discharge."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casework.cases.choices import Urgency
from casework.shelter import limits
from casework.shelter.choices import Destination, NextStep, StayBasis
from casework.shelter.forms.beds import BedsField
from casework.shelter.models import Facility, Stay
from casework.shelter.nights import beds_of
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm

MOST_PEOPLE = 20
SOON = datetime.timedelta(days=14)
PEOPLE: Mapping[str, Any] = {
    "label": gettext_lazy("How many people"),
    "help_text": gettext_lazy("With everybody who comes along. Each needs a bed."),
    "min_value": 1,
    "max_value": MOST_PEOPLE,
    "initial": 1,
}


def destinations() -> list[tuple[str, Any]]:
    """Where people go, with an empty first line."""
    return [("", gettext_lazy("Choose")), *Destination.choices]


class AdmitForm(Form):
    """Who comes, into which beds, on which basis and until when."""

    people = forms.IntegerField(**PEOPLE)
    beds = BedsField()
    started_on = DateField(label=gettext_lazy("First night"))
    planned_end_on = DateField(
        label=gettext_lazy("Day on which they are to leave"),
        help_text=gettext_lazy("It can be changed later, up to the limit."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Legal basis of the stay"), widget=forms.RadioSelect
    )
    certificate_until = DateField(
        label=gettext_lazy("Until when the foreigner's certificate is valid"),
        help_text=gettext_lazy("Only where the stay rests on art. 47(3a)."),
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, facility: Facility, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        bases = limits.bases_of(facility)
        first = {"started_on": today, "planned_end_on": today + SOON, "basis": bases[0]}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["beds"].offer(facility)  # type: ignore[attr-defined]
        choices = [(one.value, StayBasis(one).label) for one in bases]
        self.fields["basis"].choices = choices  # type: ignore[attr-defined]


class MoveForm(VersionedForm):
    """Other beds of the same house, from a night on."""

    beds = BedsField()
    from_on = DateField(label=gettext_lazy("From the night of"))

    def __init__(self, stay: Stay, *args: Any, **kwargs: Any) -> None:
        now = {"from_on": timezone.localdate(), "version": stay.version}
        kwargs["initial"] = now | {"beds": [bed.pk for bed in beds_of(stay)]}
        super().__init__(*args, **kwargs)
        self.fields["beds"].offer(stay.facility)  # type: ignore[attr-defined]


class NextForm(VersionedForm):
    """What happens before the limit."""

    step = forms.ChoiceField(
        label=gettext_lazy("What happens next?"),
        choices=NextStep.choices,
        widget=forms.RadioSelect,
    )
    until = DateField(
        label=gettext_lazy("Until when"),
        help_text=gettext_lazy("The day on which they leave this house."),
    )
    destination = forms.ChoiceField(
        label=gettext_lazy("Where they go"),
        help_text=gettext_lazy("Not needed for an extension."),
        required=False,
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis of the extension"),
        help_text=gettext_lazy("Needed where the stay goes beyond its limit."),
        max_length=200,
        required=False,
    )
    reason = LongText(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Why the stay is extended. Those who see the stay read it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = destinations()  # type: ignore[attr-defined]


class DischargeForm(VersionedForm):
    """When they left, and where to."""

    ended_on = DateField(label=gettext_lazy("Day on which they left"))
    destination = forms.ChoiceField(label=gettext_lazy("Where they went"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].choices = destinations()  # type: ignore[attr-defined]


class WishForm(Form):
    """What beds somebody needs."""

    people = forms.IntegerField(**PEOPLE)
    is_accessible = forms.BooleanField(
        label=gettext_lazy("Accessible by wheelchair"), required=False
    )
    is_family = forms.BooleanField(label=gettext_lazy("In a family room"), required=False)
    is_cot = forms.BooleanField(label=gettext_lazy("Cot for a small child"), required=False)


class WaitForm(WishForm):
    """Who waits for what bed, and how urgently."""

    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), choices=Urgency.choices)
    facility = forms.ModelChoiceField(
        label=gettext_lazy("House"),
        queryset=Facility.objects.filter(is_active=True),
        empty_label=gettext_lazy("any house"),
        required=False,
    )
    submission = SubmissionField()


class HoldForm(Form):
    """Which beds are kept for a referral, and until when."""

    people = forms.IntegerField(**PEOPLE)
    beds = BedsField()
    first_on = DateField(label=gettext_lazy("First night"))
    until_on = DateField(
        label=gettext_lazy("Held until the morning of"),
        help_text=gettext_lazy("At most 14 nights. It ends earlier if the referral ends."),
    )
    submission = SubmissionField()

    def __init__(self, facility: Facility, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beds"].offer(facility)  # type: ignore[attr-defined]
