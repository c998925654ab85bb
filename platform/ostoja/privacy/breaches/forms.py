"""Forms of breaches: what was noticed, what came of it, and the window in which somebody saw."""

import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit import presenters
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.breaches.who_saw import Window
from ostoja.ui.forms import (
    DateField,
    Form,
    LongText,
    SubmissionField,
    TimeField,
    VersionedForm,
)
from ostoja.ui.templatetags.ui import WARSAW

HOUR = gettext_lazy("Hour")
MIDNIGHT, LAST_MINUTE = datetime.time.min, datetime.time(23, 59, 59, 999_999)
MOST_PEOPLE = 1_000_000


def moment(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    """A day and an hour on Poland's clock."""
    return timezone.make_aware(datetime.datetime.combine(day, hour), WARSAW)


def _people() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("How many people about, if it is known"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )


class BreachForm(Form):
    """What was noticed and when: from then on the clock runs."""

    what = LongText(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("What was lost, seen or changed, by whom, and of whom. No names."),
        max_length=4_000,
    )
    noticed_on = DateField(label=gettext_lazy("Day on which it was noticed"))
    noticed_hour = TimeField(label=gettext_lazy("Hour at which it was noticed"))
    since_on = DateField(
        label=gettext_lazy("Day since which it lasted, if it is known"), required=False
    )
    until_on = DateField(
        label=gettext_lazy("Day until which it lasted, if it is over"), required=False
    )
    people = _people()
    submission = SubmissionField()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        noticed_on, hour = said.get("noticed_on"), said.get("noticed_hour")
        if noticed_on and hour is not None and moment(noticed_on, hour) > timezone.now():
            self.add_error("noticed_on", _("This moment has not come yet."))
        since, until = said.get("since_on"), said.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", _("The last day is before the first one."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes; only for a valid form."""
        said = self.cleaned_data
        since, until = said["since_on"], said["until_on"]
        return {
            "what": said["what"],
            "noticed_at": moment(said["noticed_on"], said["noticed_hour"]),
            "since": moment(since, MIDNIGHT) if since else None,
            "until": moment(until, LAST_MINUTE) if until else None,
            "people": said["people"],
            "submission": said["submission"],
        }


class EntryForm(VersionedForm):
    """What was found out, done or decided, and how grave it looks by now."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=EntryKind.choices, widget=forms.RadioSelect
    )
    text = LongText(
        label=gettext_lazy("What and why"),
        help_text=gettext_lazy("Of a letter: its number and to whom. Of a decision: the reasons."),
        max_length=4_000,
    )
    day = DateField(label=gettext_lazy("Day on which it happened"))
    hour = TimeField(label=HOUR)
    risk = forms.ChoiceField(
        label=gettext_lazy("Risk as it looks now"), choices=Risk.choices, widget=forms.RadioSelect
    )
    people = _people()
    submission = SubmissionField()

    @classmethod
    def facts_of(cls, breach: Breach) -> dict[str, Any]:
        """The form's first values: now, and what was known of the breach."""
        now = timezone.localtime(timezone.now(), WARSAW)
        known = {"risk": breach.risk, "people": breach.people, "version": breach.version}
        return {"day": now.date(), "hour": now.time(), **known}

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes; only for a valid form."""
        said = self.cleaned_data
        return {
            "kind": EntryKind(said["kind"]),
            "text": said["text"],
            "happened_at": moment(said["day"], said["hour"]),
            "risk": Risk(said["risk"]),
            "people": said["people"],
            "version": said["version"],
            "submission": said["submission"],
        }


class WindowForm(Form):
    """Two moments, and whom or what to look for."""

    since_on = DateField(label=gettext_lazy("From the day"))
    since_hour = TimeField(label=HOUR, required=False)
    until_on = DateField(label=gettext_lazy("To the day"))
    until_hour = TimeField(label=HOUR, required=False)
    person = forms.CharField(
        label=gettext_lazy("Who (part of the name)"), required=False, max_length=150
    )
    thing = forms.CharField(
        label=gettext_lazy("Number of a case, or identifier"), required=False, max_length=64
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "since_on" in said and "until_on" in said and not self.errors:
            window = self._moments(said)
            if window[1] < window[0]:
                self.add_error("until_on", _("The end is before the beginning."))
        return said

    @staticmethod
    def _moments(said: dict[str, Any]) -> tuple[datetime.datetime, datetime.datetime]:
        last = said.get("until_hour")
        until = LAST_MINUTE if last is None else last.replace(second=59, microsecond=999_999)
        since = said.get("since_hour") or MIDNIGHT
        return moment(said["since_on"], since), moment(said["until_on"], until)

    @property
    def window(self) -> Window:
        """What is looked for; only for a valid form."""
        said = self.cleaned_data
        thing = cast("str", said["thing"])
        things = frozenset(presenters.find(thing)) if thing else None
        return Window(*self._moments(said), said["person"], things)
