"""Forms of deliveries, counting and writing off."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casework.benefits.amounts import most_counted
from casework.benefits.choices import Source, WriteOff
from casework.benefits.forms.amounts import amount_of
from casework.benefits.models import Article, Batch
from ostoja.ui.forms import DateField, Form, SubmissionField, VersionedForm

NO_NAMES = gettext_lazy("Write nobody's name here.")


class DeliveryForm(Form):
    """What came in."""

    expires_on = DateField(
        label=gettext_lazy("Good until"),
        help_text=gettext_lazy("The date on the packaging. Leave it empty if there is none."),
        required=False,
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where the delivery comes from"),
        choices=Source.choices,
        widget=forms.RadioSelect,
        initial=Source.PURCHASE,
    )
    from_whom = forms.CharField(
        label=gettext_lazy("Company or body that gave it"),
        help_text=gettext_lazy("Of a private person write only “private person”."),
        max_length=120,
        required=False,
    )
    on_day = DateField(label=gettext_lazy("Day of the delivery"), initial=timezone.localdate)
    submission = SubmissionField()

    field_order = ("amount", "expires_on", "source", "from_whom", "on_day")

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = amount_of(article)
        self.order_fields(self.field_order)


class CountForm(VersionedForm):
    """What was really there."""

    reason = forms.CharField(
        label=gettext_lazy("Why it differs"),
        help_text=NO_NAMES,
        max_length=200,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, batch: Batch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = gettext_lazy("How much is really there")
        most = most_counted(batch.left)
        self.fields["amount"] = amount_of(batch.article, label, may_be_nothing=True, most=most)
        self.order_fields(("amount", "reason"))

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        return {"counted": given.pop("amount"), **given}


class WriteOffForm(Form):
    """What is not there any more."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why it is written off"),
        choices=WriteOff.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What happened"), help_text=NO_NAMES, max_length=200, required=False
    )
    submission = SubmissionField()

    def __init__(self, batch: Batch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = amount_of(batch.article, initial=batch.left)
        self.order_fields(("amount", "why", "reason"))
