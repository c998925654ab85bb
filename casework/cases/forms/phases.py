"""Saying what a phase's requirement has come to, and moving a case to another phase."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import phases
from casework.cases.choices_of_phases import MarkKind
from casework.cases.models import Case
from casework.cases.phase_selectors import Standing
from casework.partners.choices import Phase
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class MarkForm(Form):
    """Done, not wanted, or open after all; ``cleaned_data`` is what the action takes."""

    kind = forms.ChoiceField(label=gettext_lazy("How it stands"), widget=forms.RadioSelect)
    words = LongText(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Needed where the person does not want it, or it is open again."),
        max_length=2_000,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, standing: Standing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [MarkKind.DONE]
        if standing.requirement.may_be_refused:
            kinds.append(MarkKind.REFUSED)
        if standing.mark is not None and standing.mark.kind != MarkKind.OPEN:
            kinds.append(MarkKind.OPEN)
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the person does not want has a reason in words."""
        given = self.cleaned_data
        if given.get("kind") not in {None, MarkKind.DONE} and not given.get("words"):
            self.add_error("words", _("Say why."))
        return given


class PhaseForm(VersionedForm):
    """Which phase comes next, and why where something is missing."""

    to = forms.ChoiceField(label=gettext_lazy("Move the case to"), widget=forms.RadioSelect)
    reason = LongText(
        label=gettext_lazy("Why, where something is missing or the case goes back"),
        help_text=gettext_lazy("Your organisation, the lead and the coordinator will read this."),
        max_length=4_000,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, case: Case, gaps: list[Standing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.gaps = case, gaps
        others = [(one, one.label) for one in phases.ORDER if one != case.phase]
        self.fields["to"].choices = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A gap, or a way back, has a reason in words."""
        given = self.cleaned_data
        to = given.get("to")
        if to and to != self.case.phase and not given.get("reason"):
            if not phases.is_forward(self.case.phase, to):
                self.add_error("reason", _("Say why the case goes back."))
            elif self.gaps:
                self.add_error(
                    "reason", _("Say why the case moves on although something is missing.")
                )
        return given


def next_phase(case: Case) -> Phase | None:
    """The one that comes next."""
    place = phases.ORDER.index(Phase(case.phase)) + 1
    return phases.ORDER[place] if place < len(phases.ORDER) else None
