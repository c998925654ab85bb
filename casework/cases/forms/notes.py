"""A note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NoteVisibility
from ostoja.ui.forms import Form, LongText, SubmissionField


class NoteForm(Form):
    """A note, with who may read it."""

    text = LongText(label=_("Note"))
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=NoteVisibility.choices,
        widget=forms.RadioSelect,
        initial=NoteVisibility.LEADING,
    )
    submission = SubmissionField()
