"""Forms of outcomes: what it is, what becomes of it, and which of them a list shows."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.meetings.actions import OutcomeFacts
from casework.meetings.choices import NOTED_KINDS, OutcomeKind, OutcomeState
from casework.meetings.forms.choices import grouped
from casework.meetings.models import Meeting, Outcome
from casework.meetings.selectors import organisations_by_permanence
from casework.partners.models import Organisation
from ostoja.ui.forms import (
    DateField,
    Form,
    HintedRadios,
    LongText,
    LongTextarea,
    SubmissionField,
    VersionedForm,
)


class OutcomeForm(VersionedForm):
    """One outcome; made for writing several, one after another."""

    mark_optional = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy(
            "Information and a success are only noted. The others come back at each meeting until"
            " somebody closes them; an action needs somebody who does it, and a day."
        ),
        choices=OutcomeKind.choices,
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=gettext_lazy("What was said or agreed"),
        max_length=2000,
        widget=LongTextarea({"rows": 3}),
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=Organisation.objects.all(), required=False
    )
    due_on = DateField(label=gettext_lazy("Due on"), required=False)
    review_on = DateField(
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("Leave it empty if any next meeting will do."),
        required=False,
    )
    submission = SubmissionField()

    def __init__(
        self, *args: Any, meeting: Meeting, outcome: Outcome | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.outcome = meeting, outcome
        self.fields["owner"].choices = grouped(  # type: ignore[attr-defined]
            organisations_by_permanence(), gettext_lazy("nobody in particular")
        )

    @classmethod
    def values_of(cls, outcome: Outcome) -> dict[str, Any]:
        """The outcome as it is now, as the form's first values."""
        names = ("kind", "text", "owner", "due_on", "review_on", "version")
        return {name: getattr(outcome, name) for name in names}

    def clean_due_on(self) -> datetime.date | None:
        """Not before the meeting."""
        return self._after_the_meeting("due_on")

    def clean_review_on(self) -> datetime.date | None:
        """Not before the meeting."""
        return self._after_the_meeting("review_on")

    def clean(self) -> dict[str, Any]:
        """An action needs somebody and a day."""
        if self.cleaned_data.get("kind") == OutcomeKind.ACTION:
            self._need("owner", _("Choose who does it: an action needs an organisation."))
            if self._will_be_open():
                self._need("due_on", _("Write by which day: an action needs one."))
        return self.cleaned_data

    def facts(self) -> OutcomeFacts:
        """What the actions take."""
        given = self.cleaned_data
        return OutcomeFacts(
            kind=given["kind"],
            text=given["text"],
            owner=given["owner"],
            due_on=given["due_on"],
            review_on=given["review_on"],
        )

    def _will_be_open(self) -> bool:
        return self.outcome is None or self.outcome.is_open or self.outcome.kind in NOTED_KINDS

    def _need(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)

    def _after_the_meeting(self, name: str) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data[name]
        if day and day < self.meeting.day:
            raise forms.ValidationError(_("Write a day that is not before the meeting."))
        return day


class VerdictForm(VersionedForm):
    """What became of an outcome."""

    mark_optional = False

    verdict = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (OutcomeState.DONE, pgettext_lazy("verdict", "It is done")),
            (OutcomeState.OPEN, pgettext_lazy("verdict", "It goes on")),
            (OutcomeState.DROPPED, pgettext_lazy("verdict", "It is dropped")),
        ],
        widget=HintedRadios(
            hints={
                OutcomeState.OPEN: gettext_lazy("Write a new day below."),
                OutcomeState.DROPPED: gettext_lazy("Write below why."),
            }
        ),
    )
    due_on = DateField(label=gettext_lazy("New day by which it is due"), required=False)
    review_on = DateField(label=gettext_lazy("Look at it again on"), required=False)
    closing_note = LongText(
        label=pgettext_lazy("of what was agreed", "How it ended"),
        help_text=gettext_lazy("Needed where it is dropped."),
        max_length=2000,
        required=False,
        widget=LongTextarea({"rows": 3}),
    )

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome = outcome

    def clean_due_on(self) -> datetime.date | None:
        """Not in the past."""
        return self._not_past("due_on")

    def clean_review_on(self) -> datetime.date | None:
        """Not in the past."""
        return self._not_past("review_on")

    def clean(self) -> dict[str, Any]:
        """What the verdict needs."""
        verdict = self.cleaned_data.get("verdict")
        if verdict == OutcomeState.DROPPED and not self.cleaned_data.get("closing_note"):
            self.add_error("closing_note", _("Write why it is dropped."))
        if verdict == OutcomeState.OPEN and not self.errors and self._lacks_a_day():
            self.add_error("due_on", _("Write a new day, or a day to look at it again."))
        self._refuse_what_would_be_lost(verdict)
        return self.cleaned_data

    def days(self) -> dict[str, datetime.date]:
        """The new days; a day that was left empty stays as it is."""
        names = ("due_on", "review_on")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}

    def _refuse_what_would_be_lost(self, verdict: str | None) -> None:
        """What does not belong to the verdict is not kept, so it must not be typed in vain."""
        given = self.cleaned_data
        if verdict == OutcomeState.OPEN and given.get("closing_note"):
            message = _("It goes on, so it has not ended. Delete this text or choose otherwise.")
            self.add_error("closing_note", message)
        if verdict in (OutcomeState.DONE, OutcomeState.DROPPED):
            for name in ("due_on", "review_on"):
                if given.get(name):
                    message = _("It is closed, so it needs no day. Delete it or choose otherwise.")
                    self.add_error(name, message)

    def _lacks_a_day(self) -> bool:
        """One that goes on needs a new day; one opened again only where an action has none."""
        given, outcome = self.cleaned_data, self.outcome
        if outcome.kind == OutcomeKind.ACTION and not (given["due_on"] or outcome.due_on):
            return True
        return outcome.is_open and not (given["due_on"] or given["review_on"])

    def _not_past(self, name: str) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data[name]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Write one that lies ahead."))
        return day


class BookFilterForm(Form):
    """Which outcomes the decision book shows; what cannot be understood filters nothing."""

    mark_optional = False

    state = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[
            ("open", gettext_lazy("all open")),
            ("overdue", gettext_lazy("overdue")),
            ("closed", gettext_lazy("closed and noted")),
        ],
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("every kind")), *OutcomeKind.choices],
        required=False,
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=Organisation.objects.all(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = grouped(  # type: ignore[attr-defined]
            organisations_by_permanence(), gettext_lazy("everybody")
        )

    def chosen(self) -> dict[str, Any]:
        """What ``selectors.decision_book`` takes."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "state": given.get("state") or "open",
            "kind": given.get("kind") or "",
            "owner": given.get("owner"),
        }
