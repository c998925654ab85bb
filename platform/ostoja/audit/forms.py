"""What to look for in the audit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters
from ostoja.audit.selectors import Wish
from ostoja.ui.forms import Form

DAY = {"type": "date"}
LAST_YEAR = 9998  # the day after the last one must exist


class AuditFilter(Form):
    """All fields may stay empty."""

    person = forms.CharField(label=_("Who"), required=False, max_length=150)
    verb = forms.ChoiceField(label=_("What"), required=False)
    thing = forms.CharField(
        label=_("Number of a case, name of a person, or identifier"),
        required=False,
        max_length=150,
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(DAY, format="%Y-%m-%d")
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Everything")), *presenters.verbs()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A stretch of time must not end before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        if until and until.year > LAST_YEAR:
            self.add_error("until", _("Write a date that is not so far away."))
        return data

    @property
    def wish(self) -> Wish:
        """What is looked for; everything while there are mistakes in the form."""
        if not self.is_valid():
            return Wish()
        data = self.cleaned_data
        things = frozenset(presenters.find(data["thing"])) if data["thing"] else None
        return Wish(data["person"], data["verb"], things, data["since"], data["until"])
