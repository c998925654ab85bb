"""What a form carries unseen: an id made before sending, and the version it was filled from."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from ostoja.ui.forms.base import Form


class SubmissionField(forms.UUIDField):
    """The id under which a form is kept once; a spoilt one is replaced, so nobody is stuck."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid4, required=False)

    def clean(self, value: Any) -> UUID:
        """Never refuses."""
        try:
            return super().clean(value) or uuid4()
        except ValidationError:
            return uuid4()


class VersionField(forms.IntegerField):
    """The version that a person saw; one that is missing or spoilt is 0, which no row has."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int:
        """Never refuses: whoever sends a spoilt one is shown how things are now."""
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


class VersionedForm(Form):
    """A form for something that others may change meanwhile."""

    version = VersionField()

    def overtaken(self, current: Model) -> None:
        """Keep what was typed, and let the next sending go ahead on the row as it is now."""
        sent: Any = self.data
        typed = sent.copy()  # what was sent cannot be changed; a copy keeps every value of a list
        typed[self.add_prefix("version")] = str(current.version)  # type: ignore[attr-defined]
        self.data = typed
        self.add_error(
            None,
            _(
                "Somebody changed this in the meantime. Look at how it is now and at what you"
                " wrote, then save once more."
            ),
        )
