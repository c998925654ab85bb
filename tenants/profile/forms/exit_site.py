"""The form of the site that opens when somebody leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import Form
from ostoja.ui.unseen import check_exit_site


class ExitSiteForm(Form):
    """An address; empty for the installation's own."""

    address = forms.CharField(
        label=_("Address of the site"),
        help_text=_("With https://. Empty: the site that the installation has chosen."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address:
            check_exit_site(address)
        return address
