"""Remarks on an application, and closing it with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ApplicationState
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class RemarkForm(Form):
    """One remark."""

    text = LongText(label=_("Your remark"), max_length=2_000)
    submission = SubmissionField()


class CloseApplicationForm(VersionedForm):
    """What became of it, and why."""

    state = forms.ChoiceField(
        label=_("What became of the application?"),
        choices=[
            (one.value, one.label) for one in (ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
        ],
        widget=forms.RadioSelect,
    )
    reason = LongText(label=_("Reason, as you will tell the body"), max_length=1_000)
