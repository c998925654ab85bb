"""The form with which an administrator lets support in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import Form, LongText, SubmissionField
from tenants.support.choices import Hours
from tenants.support.models import LONGEST_PURPOSE


class ConsentForm(Form):
    """What for, and for how long."""

    purpose = LongText(
        label=_("What it is for"),
        help_text=_(
            "For example: the colours do not save. The operators read it. Write nothing about"
            " people whom you help."
        ),
        max_length=LONGEST_PURPOSE,
    )
    hours = forms.TypedChoiceField(
        label=_("For how long"),
        help_text=_("Counted from now. You can withdraw it at any moment."),
        choices=Hours.choices,
        coerce=lambda value: Hours(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for how long.")},
    )
    submission = SubmissionField()
    mark_optional = False

    def clean_purpose(self) -> str:
        """One paragraph."""
        return " ".join(str(self.cleaned_data["purpose"]).split())

    @property
    def facts(self) -> dict[str, Any]:
        """As the action takes them; after validation."""
        return dict(self.cleaned_data)
