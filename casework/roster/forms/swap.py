"""Whom one asks to take a duty over, and what one would take in return."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.roster.models import Shift
from casework.roster.refusals import moment_words
from casework.roster.selectors import coming_duties_of_others, staff_of_duties
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, SubmissionField


class ShiftChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A duty as a person, a place and a time."""

    def label_from_instance(self, obj: Any) -> str:
        """“Anna, centre, 3 May, 7:00”."""
        return f"{obj.person}: {obj.place}, {moment_words(obj.starts_at)}"


class SwapForm(Form):
    """A person, and perhaps one of their duties."""

    asked = forms.ModelChoiceField(
        label=gettext_lazy("Whom do you ask?"), queryset=User.objects.none()
    )
    in_return = ShiftChoice(
        label=gettext_lazy("Their duty that you take in return"),
        queryset=Shift.objects.none(),
        required=False,
        empty_label=gettext_lazy("none: they only take mine"),
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, shift: Shift, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = staff_of_duties(shift.place).exclude(pk=user.pk)
        self.fields["asked"].queryset = people  # type: ignore[attr-defined]
        self.fields["in_return"].queryset = coming_duties_of_others(user, shift)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The duty in return is one of the person who is asked."""
        asked, in_return = self.cleaned_data.get("asked"), self.cleaned_data.get("in_return")
        if asked and in_return and in_return.person_id != asked.pk:
            self.add_error("in_return", _("This duty belongs to somebody else."))
        return self.cleaned_data
