"""Telling in the conversation, and neutral messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.intake.forms.desk import REASON
from casework.telling.choices import NOTICES, Way
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm

NONE = ("", _("none: the person looks by themselves"))
NOTE_READ = _("I have read what the person asks us to mind, and a message is safe")


class NoticeFields(Form):
    """Which neutral message, as far as one may be prepared."""

    notice = forms.ChoiceField(
        label=_("A neutral message besides"),
        help_text=_("It says only that there is a new message: not from whom, and not about what."),
        widget=forms.RadioSelect,
        required=False,
    )
    note_read = forms.BooleanField(label=NOTE_READ, required=False)

    def offer(self, choices: list[tuple[str, str]], *, has_notes: bool) -> None:
        """What may be chosen at this moment; without a choice there is no question.

        What was chosen and is not allowed any more stays: the action says why.
        """
        chosen = str(self.data.get("notice", ""))
        if chosen in NOTICES and chosen not in dict(choices):
            choices = [*choices, (chosen, str(Way(chosen).label))]
        if not choices:
            del self.fields["notice"], self.fields["note_read"]
            return
        field: Any = self.fields["notice"]
        field.choices = choices if field.required else [NONE, *choices]
        if not has_notes:
            del self.fields["note_read"]


class TellForm(NoticeFields, VersionedForm):
    """The text that the person reads; ``reason`` is asked for only of who answers too many."""

    text = LongText(
        label=_("What the person reads"),
        help_text=_("A proposal in the person's language. Read it and change it as you wish."),
        error_messages={"required": _("Write what the person is told.")},
    )
    reason = LongText(
        label=_("Why you answer one conversation more"), max_length=REASON, required=False
    )
    submission = SubmissionField()
    field_order = ("text", "notice", "note_read", "reason")

    def __init__(self, *args: Any, asks_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason and not self.data.get("reason"):
            del self.fields["reason"]


class NoticeForm(NoticeFields):
    """A neutral message after the person was told in the conversation."""

    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["notice"]
        field.required, field.label = True, _("Which message")
