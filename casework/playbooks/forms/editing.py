"""What a playbook says, and each of its steps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.playbooks.actions.editing import StepFacts, facts_of
from casework.playbooks.choices import CrisisKind, Doer, LeadsTo
from casework.playbooks.models import Edition, PlaybookStep
from ostoja.ui.forms import LongText, SubmissionField, VersionedForm

HOURS_OF_A_DAY = 24
LONGEST_HOURS = 365 * HOURS_OF_A_DAY
UNITS = [("hours", gettext_lazy("hours")), ("days", gettext_lazy("days"))]


class PlaybookForm(VersionedForm):
    """Title, kind of crisis, and when the playbook is started."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of crisis"), choices=CrisisKind.choices)
    summary = LongText(label=gettext_lazy("When it is started"), max_length=2_000, required=False)
    submission = SubmissionField()

    @classmethod
    def values_of(cls, draft: Edition) -> dict[str, Any]:
        """The draft as it is now."""
        return {
            "title": draft.title,
            "kind": draft.playbook.kind,
            "summary": draft.summary,
            "version": draft.version,
        }

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("title", "kind", "summary")}


class StepForm(VersionedForm):
    """What is done, how, by whom and by when; what the law says; who must never see it."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=160)
    instructions = LongText(
        label=gettext_lazy("How"),
        help_text=gettext_lazy("Short sentences: somebody reads this at two in the morning."),
        max_length=4_000,
        required=False,
    )
    doer = forms.ChoiceField(
        label=gettext_lazy("Who does it"), choices=Doer.choices, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=gettext_lazy("With which body"),
        help_text=gettext_lazy("For example: the police, the school. Empty if with none."),
        max_length=160,
        required=False,
    )
    within = forms.IntegerField(
        label=gettext_lazy("Within what time"),
        help_text=gettext_lazy("Empty if there is no time."),
        min_value=1,
        max_value=LONGEST_HOURS,
        required=False,
    )
    unit = forms.ChoiceField(label=gettext_lazy("Hours or days"), choices=UNITS, initial="hours")
    after = forms.ChoiceField(label=gettext_lazy("The time counts from"), required=False)
    leads_to = forms.ChoiceField(
        label=gettext_lazy("It leads to the page"), choices=LeadsTo.choices, required=False
    )
    form = forms.CharField(label=gettext_lazy("Form to fill in"), max_length=160, required=False)
    is_duty = forms.BooleanField(
        label=gettext_lazy("The law demands this step, such as a report"), required=False
    )
    law = forms.CharField(
        label=gettext_lazy("Act and article"),
        help_text=gettext_lazy("For example: art. 304 § 2 of the Code of Criminal Procedure."),
        max_length=300,
        required=False,
    )
    never_shown_to = forms.CharField(
        label=gettext_lazy("Who must never see it"), max_length=300, required=False
    )
    submission = SubmissionField()

    def __init__(
        self, *args: Any, draft: Edition, step: PlaybookStep | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        before = _before(draft.steps.all(), step)
        choices = [("", _("the start")), *((one.key, one.title) for one in before)]
        self.fields["after"].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def values_of(cls, step: PlaybookStep) -> dict[str, Any]:
        """The step as it is now."""
        hours = step.within_hours
        in_days = bool(hours) and hours % HOURS_OF_A_DAY == 0  # type: ignore[operator]
        within = hours // HOURS_OF_A_DAY if in_days and hours else hours
        unit = "days" if in_days else "hours"
        return facts_of(step) | {"within": within, "unit": unit, "version": step.edition.version}

    def clean(self) -> dict[str, Any]:
        """A duty names its law; what counts from another step has a time."""
        given = self.cleaned_data
        if given.get("is_duty") and not given.get("law"):
            self.add_error("law", _("Name the act and article that demand it."))
        if given.get("after") and not given.get("within") and "within" not in self.errors:
            self.add_error("within", _("Write within what time of that step."))
        hours = self._hours()
        if hours and hours > LONGEST_HOURS:
            self.add_error("within", _("A year is the longest time."))
        return given

    def _hours(self) -> int | None:
        within = self.cleaned_data.get("within")
        in_days = self.cleaned_data.get("unit") == "days"
        return within and within * (HOURS_OF_A_DAY if in_days else 1)

    def facts(self) -> StepFacts:
        """What the actions take."""
        given = self.cleaned_data
        return StepFacts(
            title=given["title"],
            instructions=given["instructions"],
            doer=given["doer"],
            body=given["body"],
            within_hours=self._hours(),
            after=given["after"],
            leads_to=given["leads_to"],
            form=given["form"],
            is_duty=given["is_duty"],
            law=given["law"],
            never_shown_to=given["never_shown_to"],
        )


def _before(steps: Iterable[PlaybookStep], step: PlaybookStep | None) -> list[PlaybookStep]:
    """The steps that stand before this one; all, where it is to be added at the end."""
    return [one for one in steps if step is None or one.position < step.position]
