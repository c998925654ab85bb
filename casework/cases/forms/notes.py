"""A note."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NoteKind, NoteVisibility
from casework.cases.models import Case
from casework.cases.note_readers import people_to_name
from casework.cases.selectors import Sight
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, LongText, SubmissionField


class NoteForm(Form):
    """A note, with who may read it; ``named`` are people, where nobody else does."""

    kind = forms.ChoiceField(
        label=_("What it tells of"),
        choices=NoteKind.choices,
        initial=NoteKind.NOTE,
        required=False,
    )
    text = LongText(label=_("Note"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        help_text=_(
            "What you write for your organisation alone is read by nobody else: not by the "
            "coordinator, and not by the lead of the case. Somebody who answers a referral by a "
            "link reads no notes at all."
        ),
        choices=NoteVisibility.choices,
        widget=forms.RadioSelect,
        initial=NoteVisibility.LEADING,
    )
    named = forms.ModelMultipleChoiceField(
        label=_("People who may read it"),
        help_text=_("Only if you chose “only people whom I name”. You read it too."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, case: Case, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["named"]
        field.queryset = people_to_name(case, sight)
        field.label_from_instance = lambda person: f"{person.full_name} ({person.email})"
        if not field.queryset:
            self._nobody_to_name()

    def clean_kind(self) -> str:
        """A note, where nothing was chosen."""
        return self.cleaned_data["kind"] or NoteKind.NOTE

    def clean(self) -> dict[str, Any]:
        """Either people are named or a circle is chosen; nothing is guessed about who reads."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        visibility, named = cleaned.get("visibility"), cleaned.get("named")
        if visibility == NoteVisibility.NAMED and not named and "named" not in self.errors:
            self.add_error("named", gettext("Name at least one person who may read it."))
        if named and visibility not in {None, NoteVisibility.NAMED}:
            self.add_error(
                "visibility",
                gettext("You have named people: choose that only they read it, or untick them."),
            )
        return cleaned

    def _nobody_to_name(self) -> None:
        del self.fields["named"]
        choices = [one for one in NoteVisibility.choices if one[0] != NoteVisibility.NAMED]
        self.fields["visibility"].choices = choices  # type: ignore[attr-defined]
