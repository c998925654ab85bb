"""The form of one step of the agreement: only steps that the table allows from here."""

from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import workflow
from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from ostoja.ui.forms import DateField, VersionedForm


class AgreementForm(VersionedForm):
    """The next state, and its day where the table asks for one."""

    state = forms.ChoiceField(label=gettext_lazy("The next step"), widget=forms.RadioSelect)
    day = DateField(
        label=gettext_lazy("On what day?"),
        help_text=gettext_lazy("Needed when the agreement is signed or ended."),
        required=False,
    )

    document = forms.CharField(
        label=gettext_lazy("Number of the agreement"),
        help_text=gettext_lazy("As it stands on the signed paper. Empty: it stays as it was."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": organisation.version})
        super().__init__(*args, **kwargs)
        self._offer_steps_of(organisation)

    def overtaken(self, current: Model) -> None:
        """Only the steps that are possible from where it is now; a day that was typed stays."""
        self._offer_steps_of(cast(Organisation, current))
        super().overtaken(current)

    def _offer_steps_of(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, state.label)
            for state in workflow.next_states(organisation.agreement_state)
        ]

    def clean(self) -> dict[str, Any]:
        """The day where it is needed, and none in the future."""
        state, day = self.cleaned_data.get("state"), self.cleaned_data.get("day")
        if state and "day" not in self.errors:
            wanted = AgreementState(state)
            transition = workflow.AGREEMENT[AgreementState(self.organisation.agreement_state)]
            if transition[wanted].needs_date and day is None:
                self.add_error("day", _("Write the day on which it happened."))
        if day is not None and day > timezone.localdate():
            self.add_error("day", _("This day has not come yet."))
        return self.cleaned_data
