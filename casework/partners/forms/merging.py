"""Two records of one body: which other record, and what counts where they differ."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casework.partners.choices import AgreementState
from casework.partners.forms.organisation import OrganisationForm
from casework.partners.merged_facts import BOTH, JOINED, KEPT, MERGED, conflicts
from casework.partners.models import Organisation
from ostoja.ui.forms import Form, SubmissionField, VersionField


class OtherRecordForm(Form):
    """The other record of the same body."""

    mark_optional = False

    other = forms.ModelChoiceField(
        label=gettext_lazy("The other record"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, body: Organisation, data: QueryDict | None = None) -> None:
        super().__init__(data)
        others = Organisation.objects.exclude(pk=body.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class MergeForm(Form):
    """What counts, for each fact of which the records say different things. The submission and
    the versions that the person saw are carried unseen.
    """

    submission = SubmissionField()
    version_kept = VersionField()
    version_merged = VersionField()

    def __init__(
        self, kept: Organisation, merged: Organisation, data: QueryDict | None = None
    ) -> None:
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
        """The versions of both records that the person saw."""
        return self.cleaned_data["version_kept"], self.cleaned_data["version_merged"]

    def overtaken(self, kept: Organisation, merged: Organisation) -> None:
        """Keep what was chosen, and let the next sending go ahead on the records as they are."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version_kept"], data["version_merged"] = str(kept.version), str(merged.version)
        self.data = data
        self.add_error(
            None,
            _("Somebody changed one of the records in the meantime. Look at both, then merge."),
        )


def label_of(name: str) -> Any:
    """What a fact is called."""
    if name == "agreement":
        return gettext_lazy("Agreement")
    if name == "description":
        return gettext_lazy("Description")
    return OrganisationForm.base_fields[name].label


def words_of(body: Organisation, name: str) -> str:
    """What a record says, as a person reads it; a dash for nothing."""
    if name == "agreement":
        state = AgreementState(body.agreement_state).label
        parts = [state, body.agreement_date, body.agreement_document]
        return ", ".join(str(one) for one in parts if one)
    if name == "roles":
        choices = dict(OrganisationForm.base_fields["roles"].choices)  # type: ignore[attr-defined]
        return ", ".join(str(choices.get(one, one)) for one in body.roles) or "–"
    if name == "is_public":
        return _("yes") if body.is_public else _("no")
    if name in ("kind", "permanence"):
        return str(getattr(body, f"get_{name}_display")())
    return str(getattr(body, name) or "") or "–"


def _question(name: str, kept: Organisation, merged: Organisation) -> forms.ChoiceField:
    options = [(KEPT, words_of(kept, name)), (MERGED, words_of(merged, name))]
    if name in JOINED:
        options.append((BOTH, pgettext("two records", "both")))
    return forms.ChoiceField(label=label_of(name), choices=options, widget=forms.RadioSelect)
