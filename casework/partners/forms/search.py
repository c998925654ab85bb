"""What staff look for in the list of partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.partners.choices import AgreementState
from casework.partners.freshness import Freshness
from casework.partners.models import Need
from ostoja.ui.forms import Form


class PartnerSearchForm(Form):
    """What staff look for; sent by GET."""

    mark_optional = False

    words = forms.CharField(
        label=gettext_lazy("Name of the organisation or service, or a need"),
        max_length=200,
        required=False,
    )
    need = forms.ModelChoiceField(
        label=gettext_lazy("Need"),
        queryset=Need.objects.all(),
        to_field_name="key",
        empty_label=gettext_lazy("All"),
        required=False,
    )
    agreement = forms.ChoiceField(
        label=gettext_lazy("Agreement"),
        choices=[("", gettext_lazy("All")), *AgreementState.choices],
        required=False,
    )
    freshness = forms.ChoiceField(
        label=gettext_lazy("Freshness of the record"),
        choices=[("", gettext_lazy("All")), *Freshness.choices],
        required=False,
    )

    def asked(self) -> dict[str, Any]:
        """What to look for; an answer that cannot be understood asks for nothing."""
        given = self.cleaned_data if self.is_bound else {}
        return {
            "words": given.get("words", ""),
            "need": given.get("need"),
            "agreement": given.get("agreement", ""),
            "freshness": given.get("freshness", ""),
        }
