"""The form of a telephone call or a visit."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Urgency
from casework.intake.actions.recorded import ContactFacts
from casework.intake.choices import RECORDED, Age, Channel
from casework.partners.models import Need
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, TimeField

WARSAW = ZoneInfo("Europe/Warsaw")
A_CLOCK_MAY_BE_AHEAD = timedelta(minutes=10)
OLDEST = timedelta(days=366)


class RecordedContactForm(Form):
    """What was said is needed; all else may stay as it is."""

    submission = SubmissionField()
    channel = forms.ChoiceField(
        label=_("How did the person reach you?"),
        choices=[(one.value, one.label) for one in RECORDED],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=_("What was said"),
        help_text=_("In the person's own words where you can. They read it with their code."),
        error_messages={"required": _("Write what was said.")},
    )
    day = DateField(label=_("Day"))
    hour = TimeField(label=pgettext_lazy("of a telephone call", "Hour"))
    language = forms.ChoiceField(label=_("Language of the person"), choices=settings.LANGUAGES)
    age = forms.ChoiceField(
        label=_("Is the person under 18?"),
        choices=[
            (Age.MINOR, pgettext_lazy("under 18", "Yes")),
            (Age.ADULT, pgettext_lazy("under 18", "No")),
            (Age.UNSAID, pgettext_lazy("under 18", "Not known")),
        ],
        initial=Age.UNSAID,
        widget=forms.RadioSelect,
    )
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs"),
        queryset=Need.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        choices=[("", _("not judged yet")), *Urgency.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Only if the person gave it and the help needs it."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    wants_code = forms.BooleanField(
        label=_("The person wants a code to come back with"),
        help_text=_("You see it on the next page and can read it out."),
        required=False,
    )

    @classmethod
    def begun_now(cls, language: str) -> "RecordedContactForm":
        """With this moment, by Poland's clock."""
        now = timezone.localtime(timezone=WARSAW)
        first = {"day": now.date(), "hour": now.time().replace(second=0, microsecond=0)}
        return cls(initial={**first, "language": language, "channel": Channel.PHONE})

    def clean(self) -> dict[str, Any]:
        """It was, and not long ago."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("day") and given.get("hour"):
            moment = datetime.combine(given["day"], given["hour"], WARSAW)
            given["happened_at"] = moment
            if moment > timezone.now() + A_CLOCK_MAY_BE_AHEAD:
                self.add_error("day", gettext("This is still to come. Write when it was."))
            elif moment < timezone.now() - OLDEST:
                self.add_error("day", gettext("This was more than a year ago."))
        return given

    def facts(self) -> ContactFacts:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "channel": given["channel"],
            "happened_at": min(given["happened_at"], timezone.now()),
            "text": given["text"],
            "language": given["language"],
            "is_minor": Age(given["age"]).is_minor,
            "needs": list(given["needs"]),
            "urgency": given["urgency"],
            "name": given["name"],
        }
