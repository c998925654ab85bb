"""Closing a case and opening it again."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.choices import NeedState
from casework.cases.choices_of_endings import CaseOutcome
from casework.cases.choices_of_tasks import TaskState
from casework.cases.forms.follow_up import FOLLOW_UP, FollowUpFields
from casework.cases.forms.needs import checked_missing, missing_field, settlement_field
from casework.cases.models import Case
from casework.cases.selectors import Sight
from casework.cases.task_selectors import open_tasks
from ostoja.ui.forms import LongText, SubmissionField, VersionedForm

DECISIONS = [
    (TaskState.DONE, gettext_lazy("It is done")),
    (TaskState.CANCELLED, gettext_lazy("Leave it out")),
]


class CloseForm(FollowUpFields):
    """What became of each open need and task, how the case ended, and whether somebody asks again.

    With ``leaves_out`` a task of which nothing is said is left out (programs may say so).
    """

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=CaseOutcome.choices, widget=forms.RadioSelect
    )
    how_it_ended = LongText(
        label=gettext_lazy("How it ended"),
        help_text=gettext_lazy("Your organisation, the lead and the coordinator will read this."),
    )
    submission = SubmissionField()

    def __init__(
        self, case: Case, sight: Sight, *args: Any, leaves_out: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(case, sight, *args, **kwargs)
        still_open = case.needs.select_related("need").filter(state=NeedState.OPEN)
        self.needs = {f"need_{need.pk}": need for need in still_open}
        self.leaves_out = leaves_out
        self.tasks = {f"task_{one.pk}": one for one in open_tasks(case)}
        for name, need in self.needs.items():
            self.fields[name] = settlement_field(need)
            self.fields[f"missing_{need.pk}"] = missing_field()
        for name, task in self.tasks.items():
            self.fields[name] = forms.ChoiceField(
                label=task.title,
                choices=DECISIONS,
                widget=forms.RadioSelect,
                required=not leaves_out,
            )
        for name in FOLLOW_UP:
            self.fields[name].required = False
        self.fields["follow_up_way"].choices.insert(0, ("", _("Nobody asks afterwards")))  # type: ignore[attr-defined]
        self.order_fields([*self._of_needs(), *self.tasks, "outcome", "how_it_ended", *FOLLOW_UP])

    def clean(self) -> dict[str, Any]:
        """What belongs together: the rest of a need, and the parts of a contact afterwards."""
        for name, need in self.needs.items():
            checked_missing(self, name, f"missing_{need.pk}")
        given = self.cleaned_data
        day, way = given.get("follow_up_day"), given.get("follow_up_way")
        if day and not way and "follow_up_way" not in self.errors:
            self.add_error("follow_up_way", _("Say how the person is asked."))
        if day and not given.get("follow_up_who") and "follow_up_who" not in self.errors:
            self.add_error("follow_up_who", _("Say who asks."))
        if way and not day and "follow_up_day" not in self.errors:
            self.add_error("follow_up_day", _("Write the day on which somebody asks."))
        if day and given.get("outcome") == CaseOutcome.DIED:
            words = _("Nobody is asked after a case that ended with the person's death.")
            self.add_error("follow_up_day", words)
        return given

    def answers(self) -> dict[UUID, str]:
        """What became of each need that was open."""
        return {need.pk: self.cleaned_data[name] for name, need in self.needs.items()}

    def missing(self) -> dict[UUID, str]:
        """Of each need that was met in part, why not whole."""
        pairs = [(one.pk, self.cleaned_data[f"missing_{one.pk}"]) for one in self.needs.values()]
        return {key: why for key, why in pairs if why}

    def decided(self) -> dict[UUID, TaskState]:
        """What becomes of each task that was open."""
        said = {one.pk: self.cleaned_data[name] for name, one in self.tasks.items()}
        return {key: TaskState(answer) for key, answer in said.items() if answer}

    def of_needs(self) -> list[BoundField]:
        """The questions about needs, for the page."""
        return [self[name] for name in self._of_needs()]

    def of_tasks(self) -> list[BoundField]:
        """The questions about tasks."""
        return [self[name] for name in self.tasks]

    def of_the_end(self) -> list[BoundField]:
        """How it ended."""
        return [self["outcome"], self["how_it_ended"]]

    def of_follow_up(self) -> list[BoundField]:
        """Whether somebody asks the person again."""
        return [self[name] for name in FOLLOW_UP]

    def _of_needs(self) -> Iterator[str]:
        for name, need in self.needs.items():
            yield name
            yield f"missing_{need.pk}"


class ReopenForm(VersionedForm):
    """Why a case is open again, and which of its needs are."""

    reason = LongText(
        label=gettext_lazy("Why the case is reopened"),
        help_text=gettext_lazy("Your organisation, the lead and the coordinator will read this."),
    )
    needs = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which needs are open again?"),
        help_text=gettext_lazy("The others stay as they are. You can also open them later."),
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
