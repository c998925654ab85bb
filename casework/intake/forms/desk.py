"""Forms of what consultants and supervisors do beside answering."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.intake.desk.choices import LONGEST_BAN, LONGEST_MUTE, Quiet, Risk
from casework.intake.desk.promise import WARSAW
from casework.intake.desk.replies import VARIABLES, unknown_variables
from casework.intake.desk.selectors import is_a_code
from casework.intake.models import CannedReply, DeskSettings
from casework.intake.models.desk_settings import A_DAY
from ostoja.ui.forms import (
    DateField,
    Form,
    LongText,
    SubmissionField,
    TimeField,
)
from tenants.translated_forms import LANGUAGES, Text, TranslatedForm

REASON = 2000
"""Characters."""


class RiskForm(Form):
    """Which risk, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What are you afraid of?"),
        choices=Risk.choices,
        widget=forms.RadioSelect,
    )
    reason = LongText(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("For example what the person wrote. Only staff read it."),
        error_messages={"required": gettext_lazy("Write why. A colleague may have to act on it.")},
        max_length=REASON,
    )


class WithdrawForm(Form):
    """Why a risk does not stand any more."""

    reason = LongText(
        label=gettext_lazy("Why does it not stand any more?"),
        error_messages={"required": gettext_lazy("Write why you take it back.")},
        max_length=REASON,
    )


class AsideForm(Form):
    """A word for the colleagues."""

    submission = SubmissionField()
    words = LongText(
        label=gettext_lazy("Your word aside"),
        help_text=gettext_lazy("Consultants and supervisors read it. The resident never does."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


class QuietForm(Form):
    """How the conversation is kept quiet, until when, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What should happen?"),
        choices=Quiet.choices,
        widget=forms.RadioSelect,
    )
    until = DateField(
        label=gettext_lazy("Until the end of which day?"),
        help_text=gettext_lazy("A mute lasts 7 days at most, a ban 90."),
        error_messages={"required": gettext_lazy("Write the last day.")},
    )
    reason = LongText(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Only staff read it. The person reads that it is muted."),
        error_messages={"required": gettext_lazy("Write why. It stays on record.")},
        max_length=REASON,
    )

    def clean(self) -> dict[str, Any]:
        """The last day must be one to come, and near enough."""
        given = super().clean() or {}
        kind, day = given.get("kind"), given.get("until")
        if kind and day:
            most = LONGEST_MUTE if kind == Quiet.MUTE else LONGEST_BAN
            today = timezone.localdate(timezone=WARSAW)
            if not today <= day <= today + timedelta(days=most):
                words = _("Choose a day from today until %(last)s.")
                last = today + timedelta(days=most)
                self.add_error("until", words % {"last": f"{last:%d.%m.%Y}"})
        return given

    @property
    def ends(self) -> datetime:
        """The end of that day on Poland's clock; only for a valid form."""
        return datetime.combine(
            self.cleaned_data["until"] + timedelta(days=1), time(0), tzinfo=WARSAW
        )


class GivenCodeForm(Form):
    """The code of another conversation, as the person gave it."""

    code = forms.CharField(
        label=gettext_lazy("The code that the person gave you"),
        help_text=gettext_lazy("16 digits, with or without spaces."),
        error_messages={"required": gettext_lazy("Write the code: 16 digits.")},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
        ),
    )

    def clean_code(self) -> str:
        """What cannot be a code is told apart from a wrong one."""
        typed: str = self.cleaned_data["code"]
        if not is_a_code(typed):
            raise forms.ValidationError(_("The code has 16 digits and nothing else."))
        return typed


class CaseNumberForm(Form):
    """The case that the conversation belongs to."""

    number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        help_text=gettext_lazy("As it stands on the case's page."),
        error_messages={"required": gettext_lazy("Write the number of the case.")},
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )


class OneMoreForm(Form):
    """Why somebody takes one more than the city lets one person hold."""

    reason = LongText(
        label=gettext_lazy("Why do you take it all the same?"),
        help_text=gettext_lazy("Supervisors read it beside the conversation."),
        error_messages={"required": gettext_lazy("Write why, or leave it to a colleague.")},
        max_length=REASON,
    )


class CannedReplyForm(TranslatedForm):
    """One reply in the languages of the city."""

    mark_optional = False

    layout = ((gettext_lazy("Reply"), ("title", "text", "is_sample")),)
    texts: ClassVar = {
        "title": Text(
            gettext_lazy("Title"),
            max_length=80,
            hint=gettext_lazy("Only staff read it, in the list."),
            is_required=True,
        ),
        "text": Text(
            gettext_lazy("What stands in the answer"),
            max_length=4000,
            rows=5,
            hint=gettext_lazy("It can be edited before sending. Variables stand in braces."),
            measured="plain",
            is_required=True,
        ),
    }
    plain = ("is_sample",)

    submission = SubmissionField()
    is_sample = forms.BooleanField(
        label=gettext_lazy("Sample data, made up for the demonstration"),
        help_text=gettext_lazy("Untick it once your supervisors have read the text."),
        required=False,
    )

    def __init__(self, *args: Any, row: CannedReply | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row or CannedReply(), **kwargs)
        if row is not None:
            del self.fields["submission"]
        if row is None or not row.is_sample:
            del self.fields["is_sample"]

    def clean(self) -> dict[str, Any]:
        """A variable that nobody fills would be read by the person as it is."""
        given = super().clean() or {}
        for code in LANGUAGES:
            unknown = unknown_variables(given.get(f"text_{code}", ""))
            if unknown:
                self.add_error(f"text_{code}", _unknown(unknown))
        return given


def _unknown(names: list[str]) -> str:
    words = _("There is no variable %(unknown)s. These are there: %(known)s.")
    shown = ", ".join(f"{{{name}}}" for name in names)
    return words % {"unknown": shown, "known": ", ".join(f"{{{name}}}" for name in VARIABLES)}


class DeskSettingsForm(TranslatedForm):
    """What the city promises, how much one person holds, and what to do in danger."""

    mark_optional = False

    layout = (
        (
            gettext_lazy("The city's promise"),
            ("by_day", "by_night", "day_begins", "day_ends"),
        ),
        (gettext_lazy("Consultants"), ("most_at_once",)),
        (gettext_lazy("Danger to life"), ("procedure",)),
    )
    texts: ClassVar = {
        "procedure": Text(
            gettext_lazy("What staff do when a life is in danger"),
            max_length=4000,
            rows=12,
            hint=gettext_lazy("One sentence a line. A line that begins with “- ” is a step."),
            is_required=True,
        ),
    }
    plain = ("by_day", "by_night", "day_begins", "day_ends", "most_at_once")

    by_day = forms.IntegerField(
        label=gettext_lazy("By day, an answer within so many minutes"), min_value=1, max_value=A_DAY
    )
    by_night = forms.IntegerField(
        label=gettext_lazy("At night, an answer within so many minutes"),
        min_value=1,
        max_value=A_DAY,
    )
    day_begins = TimeField(label=gettext_lazy("The day begins at"))
    day_ends = TimeField(label=gettext_lazy("The day ends at"))
    most_at_once = forms.IntegerField(
        label=gettext_lazy("So many conversations one person answers at once"),
        help_text=gettext_lazy("Who takes one more is asked for a reason."),
        min_value=1,
        max_value=100,
    )

    def __init__(self, *args: Any, row: DeskSettings, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The day must last, and somebody must find at least one step."""
        given = super().clean() or {}
        begins, ends = given.get("day_begins"), given.get("day_ends")
        if begins and ends and not begins < ends:
            self.add_error("day_ends", _("The day must end later than it begins."))
        text = given.get("procedure_pl", "")
        if text and not any(line.strip().startswith("- ") for line in text.splitlines()):
            self.add_error("procedure_pl", _("Begin at least one line with “- ”: a step to tick."))
        return given
