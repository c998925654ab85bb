"""What a person consents to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import ConsentData, ConsentGiver, ConsentWay
from casework.partners.models import Organisation
from casework.partners.selectors import taking_part
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField


class ConsentForm(Form):
    """To what, for whom, from when to when, by whom and how."""

    purpose = LongText(
        label=_("What for"),
        help_text=_("As you told the person, for example: to find a place in a hostel."),
        max_length=2_000,
    )
    receivers = forms.ModelMultipleChoiceField(
        label=_("Who may learn it"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one receiver.")},
    )
    data = forms.MultipleChoiceField(  # type: ignore[assignment]  # the row's own name
        label=_("What they may learn"),
        choices=ConsentData.choices,
        initial=[ConsentData.BASICS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what they may learn.")},
    )
    given_by = forms.ChoiceField(
        label=_("Who consented"),
        choices=ConsentGiver.choices,
        initial=ConsentGiver.PERSON,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("How it was given"), choices=ConsentWay.choices, widget=forms.RadioSelect
    )
    given_on = DateField(label=_("Day of the consent"), initial=timezone.localdate)
    expires_on = DateField(
        label=_("Last day on which it counts"),
        help_text=_("Leave it empty where the person set no end."),
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receivers"].queryset = taking_part()  # type: ignore[attr-defined]

    def clean_given_on(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("The day of the consent cannot be in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """It ends after it was given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("given_on"), cleaned.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", gettext("It cannot end before it was given."))
        return cleaned
