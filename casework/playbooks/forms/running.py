"""Starting a playbook in a case, and stopping it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.playbooks.models import Edition
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class StartForm(Form):
    """Which one."""

    edition = forms.ChoiceField(label=_("Which playbook?"), widget=forms.RadioSelect)
    submission = SubmissionField()

    def __init__(self, editions: Iterable[Edition], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {str(one.pk): one for one in editions}
        choices = [(key, one.title) for key, one in self.editions.items()]
        self.fields["edition"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Edition:
        """The one that was chosen."""
        return self.editions[self.cleaned_data["edition"]]


class StopForm(VersionedForm):
    """Why it is stopped."""

    reason = LongText(
        label=_("Why the playbook is stopped"),
        help_text=_("What is still to be done is left out with this reason. Duties by law stay."),
        max_length=2_000,
    )
