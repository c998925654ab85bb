"""Forms of called-up partners, of situation reports and of their addresses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.incidents.models import Mobilisation
from casework.incidents.workflow import Step
from casework.partners.models import Organisation
from casework.partners.selectors import taking_part
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class CallForm(Form):
    """Which body is called up, and for what."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Partner"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("choose"),
    )
    asked_for = forms.CharField(
        label=gettext_lazy("What it is asked for"),
        help_text=gettext_lazy("For example: 20 blankets and two psychologists. No names."),
        max_length=300,
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = taking_part()


class AnswerForm(VersionedForm):
    """What a called-up body says."""

    answer = forms.CharField(
        label=gettext_lazy("What to say with it"),
        help_text=gettext_lazy("For example when you come, or with how many people. No names."),
        max_length=300,
        required=False,
    )

    def __init__(self, called: Mobilisation, step: Step, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": called.version}
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = "answer" in step.needs


class ReportForm(Form):
    """What is said beside the counts."""

    words = LongText(
        label=gettext_lazy("In words"),
        help_text=gettext_lazy(
            "It leaves the city. Write no names, no addresses of people and nothing by which"
            " somebody could be recognised."
        ),
        max_length=4000,
        required=False,
    )
    has_no_names = forms.BooleanField(
        label=gettext_lazy("I have checked that no person can be recognised in it")
    )
    submission = SubmissionField()


class AddressForm(Form):
    """An office to which situation reports go."""

    office = forms.CharField(
        label=gettext_lazy("Office"),
        help_text=gettext_lazy("For example: security and crisis-management department."),
        max_length=150,
    )
    email = forms.EmailField(label=gettext_lazy("Its e-mail address"), max_length=254)
