"""The form of the city's rules for partners' records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import VersionedForm


class RulesForm(VersionedForm):
    """How often each record must be confirmed."""

    confirm_every_days = forms.IntegerField(
        label=_("After how many days a record must be confirmed again"),
        help_text=_("From 7 to 730. Whoever should confirm it is told on the day after."),
        min_value=7,
        max_value=730,
    )
