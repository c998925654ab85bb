"""The pages' own rules, for facts that are typed on a command line too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.tables.cells import Day
from ostoja.tables.problems import CellError
from ostoja.ui.forms import Form


class LegalActForm(Form):
    """The act on which the city's system rests."""

    title = forms.CharField(label=gettext_lazy("Name of the act"), max_length=500)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=50, required=False)
    date = forms.CharField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example 14.08.2019"),
        max_length=20,
        required=False,
    )
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=200, required=False)

    def clean_date(self) -> str:
        """The day as it is kept: 2019-08-14."""
        written = self.cleaned_data["date"]
        if not written:
            return ""
        try:
            day: date = Day().read(written)
        except CellError:
            raise forms.ValidationError(_("Write the day in digits, such as 14.08.2019.")) from None
        return day.isoformat()


def problems_in(form: forms.Form, prefix: str) -> dict[str, str]:
    """What the form says is wrong, by ``prefix`` and field; the field's label is in it, once."""
    return {
        f"{prefix}_{name}": _with_label(str(form.fields[name].label), " ".join(map(str, errors)))
        for name, errors in form.errors.items()
    }


def _with_label(label: str, problem: str) -> str:
    if label in problem:
        return problem
    return _("%(field)s: %(problem)s") % {"field": label, "problem": problem}


def filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Only what was said."""
    return {name: value for name, value in facts.items() if value}
