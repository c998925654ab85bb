"""Two cases of one person: which other case, and what counts where they differ."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.forms.facts import CaseForm, words_for
from casework.cases.merging import BOTH, JOINED, KEPT, MERGED, conflicts
from casework.cases.models import Case
from ostoja.ui.forms import Form, SubmissionField, VersionField


class OtherCaseForm(Form):
    """The number of the other case."""

    mark_optional = False

    number = forms.CharField(
        label=gettext_lazy("Number of the other case"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


class MergeForm(Form):
    """What counts, for each fact of which the cases say different things. The submission and the
    versions that the person saw are carried unseen.
    """

    submission = SubmissionField()
    version_kept = VersionField()
    version_merged = VersionField()

    def __init__(self, kept: Case, merged: Case, data: QueryDict | None = None) -> None:
        versions = {"version_kept": kept.version, "version_merged": merged.version}
        super().__init__(data, initial=versions)
        self.contested = conflicts(kept, merged)
        for name in self.contested:
            self.fields[name] = _question(name, kept, merged)
        self.order_fields(self.contested)

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, by fact."""
        return {name: self.cleaned_data[name] for name in self.contested}

    @property
    def versions(self) -> tuple[int, int]:
        """The versions of both cases that the person saw."""
        return self.cleaned_data["version_kept"], self.cleaned_data["version_merged"]

    def overtaken(self, kept: Case, merged: Case) -> None:
        """Keep what was chosen, and let the next sending go ahead on the cases as they are now."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version_kept"], data["version_merged"] = str(kept.version), str(merged.version)
        self.data = data
        self.add_error(
            None,
            _("Somebody changed one of the cases in the meantime. Look at both, then merge them."),
        )


def _question(name: str, kept: Case, merged: Case) -> forms.ChoiceField:
    field = CaseForm.base_fields[name]
    options = [
        (KEPT, _said(field, kept, name)),
        (MERGED, _said(field, merged, name)),
    ]
    if name in JOINED:
        options.append((BOTH, _("both")))
    return forms.ChoiceField(label=field.label, choices=options, widget=forms.RadioSelect)


def _said(field: forms.Field, case: Case, name: str) -> str:
    said = {"words": words_for(field, getattr(case, name)), "number": case.number}
    return _("%(words)s (case %(number)s)") % said
