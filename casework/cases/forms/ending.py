"""Closing a case and opening it again."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NeedState
from casework.cases.forms.needs import settlement_field
from casework.cases.models import Case
from casework.cases.task_selectors import open_tasks
from ostoja.ui.forms import LongText, SubmissionField, VersionedForm


class CloseForm(VersionedForm):
    """What became of each open need, and how the case ended."""

    how_it_ended = LongText(
        label=_("How it ended"),
        help_text=_("Your organisation, the lead and the coordinator will read this."),
    )
    submission = SubmissionField()

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        still_open = case.needs.select_related("need").filter(state=NeedState.OPEN)
        self.needs = {f"need_{need.pk}": need for need in still_open}
        self.fields |= {name: settlement_field(need) for name, need in self.needs.items()}
        titles = [task.title for task in open_tasks(case)]
        if titles:
            self.fields["leave_out_tasks"] = forms.BooleanField(
                label=_("Leave out what is still to be done"),
                help_text=", ".join(titles),
                error_messages={"required": _("Do these tasks first, or tick to leave them out.")},
            )
        self.order_fields([*self.needs, "leave_out_tasks", "how_it_ended"])

    def answers(self) -> dict[UUID, str]:
        """What became of each need that was open."""
        return {need.pk: self.cleaned_data[name] for name, need in self.needs.items()}


class ReopenForm(VersionedForm):
    """Why a case is open again, and which of its needs are."""

    reason = LongText(
        label=_("Why the case is reopened"),
        help_text=_("Your organisation, the lead and the coordinator will read this."),
    )
    needs = forms.TypedMultipleChoiceField(
        label=_("Which needs are open again?"),
        help_text=_("The others stay as they are. You can also open them later."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = case.needs.select_related("need")
        choices = [(str(one.pk), f"{one.need} ({one.get_state_display()})") for one in needs]
        self.fields["needs"].choices = choices  # type: ignore[attr-defined]
