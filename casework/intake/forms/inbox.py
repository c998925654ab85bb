"""Forms of the inbox: what it shows, and the answer to a resident."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.files.forms import WithFiles
from casework.intake.choices import (
    ConversationState,
)
from casework.intake.models import EntryPoint
from ostoja.ui.forms import Form, LongText


class AnswerForm(WithFiles, Form):
    """What a consultant writes to the resident."""

    text = LongText(
        label=pgettext_lazy("conversation", "Answer"),
        help_text=_(
            "Whoever is on the page reads it at once; others do with the receipt code."
            " Your name is not shown to them."
        ),
        error_messages={"required": _("Write the answer first.")},
    )


class InboxFilter(Form):
    """Which conversations the inbox shows."""

    mark_optional = False

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("waiting and being answered")),
            *ConversationState.choices,
            ("all", pgettext_lazy("conversations", "all")),
        ],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", pgettext_lazy("languages", "all")), *settings.LANGUAGES],
    )
    entry_point = forms.ModelChoiceField(
        label=_("Entry point"),
        required=False,
        queryset=EntryPoint.objects.all(),
        to_field_name="code",
        empty_label=pgettext_lazy("entry points", "all"),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", pgettext_lazy("conversations", "all")),
            ("urgent", _("only urgent ones")),
            ("live", _("only who is on the page now")),
            ("late", _("only those who wait longer than promised")),
        ],
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def chosen(self) -> dict[str, Any]:
        """The valid part of what was asked for; the rest of it asks for nothing."""
        self.is_valid()
        return dict(self.cleaned_data)
