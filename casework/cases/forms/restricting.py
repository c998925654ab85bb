"""Who may see a restricted case, and why; why somebody opens one all the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.cases.restricted import people_around
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class RestrictForm(VersionedForm):
    """Who is named, who is excluded, and why."""

    named = forms.ModelMultipleChoiceField(
        label=_("Only these people see the case"),
        help_text=_("Leave all empty, and everybody sees it whose organisation takes part."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    excluded = forms.ModelMultipleChoiceField(
        label=_("These people never see it"),
        help_text=_("Somebody with a conflict of interest, a relative for example."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = LongText(
        label=_("Why not everybody may see the case"),
        help_text=_("Those who see the case read it."),
        max_length=1_000,
        required=False,
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("named", "excluded"):
            field: Any = self.fields[name]
            field.queryset = people_around(case)
            field.label_from_instance = lambda person: f"{person.full_name} ({person.email})"

    @classmethod
    def facts_of(cls, case: Case) -> dict[str, Any]:
        """What holds now, as the form's first values."""
        people = {"named": case.named or [], "excluded": case.excluded}
        return {**people, "reason": case.restricted_because, "version": case.version}


class GlassForm(Form):
    """Why the case must be opened."""

    reason = LongText(
        label=_("Why you must read this case"),
        help_text=_("The people who are named there and their supervisors are told at once."),
        max_length=1_000,
    )
    submission = SubmissionField()
