"""The form of days on which somebody cannot be on duty."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.roster.forms.calendar import EARLIEST, LATEST
from casework.roster.selectors import staff_of_duties
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, Form, SubmissionField


class AbsenceForm(Form):
    """First and last day; whose it is only for those who plan. No reason is asked for."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=User.objects.none(), required=False
    )
    first_on = DateField(label=gettext_lazy("First day"))
    last_on = DateField(label=gettext_lazy("Last day"))
    give_back = forms.BooleanField(
        label=gettext_lazy("Duties in these days go back to the planner"), required=False
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, user: User, may_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if may_plan:
            self.fields["person"].queryset = staff_of_duties()  # type: ignore[attr-defined]
            self.fields["person"].empty_label = _("I myself")  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and not (EARLIEST <= first <= LATEST and EARLIEST <= last <= LATEST):
            self.add_error("first_on", _("Write a year between 2000 and 2099."))
        elif first and last and last < first:
            self.add_error("last_on", _("The last day is before the first one."))
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "person": given.get("person") or self.user,
            "first_on": given["first_on"],
            "last_on": given["last_on"],
            "give_back": given["give_back"],
        }
