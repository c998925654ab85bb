"""Looking for a case, and what the list shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CaseState, Urgency
from casework.cases.finding import LONGEST_QUERY
from casework.partners.choices import Phase
from ostoja.ui.forms import Form


class SearchForm(Form):
    """One box for whatever is known of a person or a case; always posted."""

    mark_optional = False

    words = forms.CharField(
        label=_("Name, telephone, PESEL or number of the case"),
        help_text=_("A part of the name is enough. Slips of the pen are forgiven."),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write whom or what you look for.")},
    )


class CaseFilterForm(Form):
    """Which cases the list shows."""

    mark_optional = False

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all that are not closed")), *CaseState.choices],
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=[("", _("any")), *Urgency.choices]
    )
    phase = forms.ChoiceField(
        label=_("Phase"), required=False, choices=[("", _("any")), *Phase.choices]
    )
    mine = forms.BooleanField(label=_("Only those I work on"), required=False)
    nobodys = forms.BooleanField(label=_("Only those that nobody works on yet"), required=False)
