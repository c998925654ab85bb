"""The plan of a visit, and the minutes of the alarm."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.moments import SkippedHour, moment_of
from casework.partners.models import Organisation
from casework.visits.choices import LONGEST, MOST_WORKERS, SHORTEST
from casework.visits.models import Visit, VisitSettings
from casework.visits.people import workers_of
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, TimeField, VersionedForm

FACTS = ("people", "place", "minutes", "dangers", "code_word", "phone")


class PlanForm(Form):
    """Who goes where and when, and what is known of dangers. ``bodies`` are those for which this
    person plans; the first is taken where there is one alone.
    """

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Body that visits"), queryset=Organisation.objects.none()
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who goes"),
        help_text=gettext_lazy("Two people are safer than one. Each sees the visit in their list."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(
        label=gettext_lazy("Where they go"),
        help_text=gettext_lazy("So that others find it: street, number, floor, which door."),
        max_length=500,
    )
    day = DateField(label=gettext_lazy("Day of the visit"))
    hour = TimeField(
        label=gettext_lazy("At what time it begins"), help_text=gettext_lazy("For example 14:30")
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes it should take"),
        help_text=gettext_lazy("They can take more on the way, with one tap."),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=60,
    )
    dangers = LongText(
        label=gettext_lazy("Known dangers"),
        help_text=gettext_lazy("A dog, a person who uses violence and may be there, a dark yard."),
        max_length=2000,
        required=False,
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone of those who go"),
        help_text=gettext_lazy("It is called when nobody hears from them."),
        max_length=60,
        required=False,
    )
    code_word = forms.CharField(
        label=gettext_lazy("Code word that they agreed"),
        help_text=gettext_lazy("Who calls asks for it, to hear whether they may speak freely."),
        max_length=60,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, bodies: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        first: dict[str, Any] = {**_soon(), "organisation": bodies[0].pk if bodies else None}
        kwargs["initial"] = first | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        people: Any = self.fields["people"]
        people.queryset = workers_of(bodies)
        people.label_from_instance = lambda person: f"{person.full_name} ({person.email})"
        body: Any = self.fields["organisation"]
        body.queryset = Organisation.objects.filter(pk__in=[one.pk for one in bodies])
        if len(bodies) < 2:
            del self.fields["organisation"]

    def clean_people(self) -> list[User]:
        """Not a bus full."""
        chosen = list(self.cleaned_data["people"])
        if len(chosen) > MOST_WORKERS:
            words = _("At most %(number)d people go on one visit.")
            raise forms.ValidationError(words % {"number": MOST_WORKERS})
        return chosen

    def clean(self) -> dict[str, Any]:
        """Day and hour make one moment; of an hour that comes twice the first, which is safer."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day and hour:
            try:
                self.cleaned_data["starts_at"] = moment_of(day, hour, fold=0)
            except SkippedHour:
                words = _("This hour does not exist: the clock goes from 2:00 to 3:00 that night.")
                self.add_error("hour", words)
        return self.cleaned_data

    def body(self) -> Organisation:
        """For which body it is."""
        found: Organisation = self.cleaned_data.get("organisation") or self.bodies[0]
        return found

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        given = {name: self.cleaned_data[name] for name in FACTS}
        return {**given, "starts_at": self.cleaned_data["starts_at"]}


class ChangePlanForm(PlanForm, VersionedForm):
    """The same, while nobody has gone; the body stays."""

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        going = [one.person_id for one in visit.workers.all()]
        kwargs["initial"] = _as_it_is(visit) | {"people": going}
        super().__init__([visit.organisation], *args, **kwargs)
        people: Any = self.fields["people"]
        fitting = Q(pk__in=going) | Q(pk__in=people.queryset.order_by().values("pk"))
        people.queryset = User.objects.filter(fitting).order_by("full_name", "email")
        del self.fields["submission"]


class SettingsForm(VersionedForm):
    """After how many minutes who is told."""

    mark_optional = False

    grace = forms.IntegerField(
        label=gettext_lazy("So many minutes after the planned begin they must be at the door"),
        min_value=1,
        max_value=120,
    )
    remind = forms.IntegerField(
        label=gettext_lazy("So many minutes before the end they are gently reminded"),
        min_value=1,
        max_value=120,
    )
    second = forms.IntegerField(
        label=gettext_lazy("So many minutes later the alarm goes to who is on duty"),
        help_text=gettext_lazy("Counted from the moment at which somebody should have been heard."),
        min_value=1,
        max_value=120,
    )
    third = forms.IntegerField(
        label=gettext_lazy("So many minutes later it goes to the supervisors too"),
        help_text=gettext_lazy("Counted from the same moment."),
        min_value=1,
        max_value=120,
    )

    def clean(self) -> dict[str, Any]:
        """One step after the other."""
        given = super().clean() or self.cleaned_data
        if given.get("second") and given.get("third") and given["third"] <= given["second"]:
            words = _("The supervisors are told after who is on duty: write a greater number.")
            self.add_error("third", words)
        return given

    @staticmethod
    def values_of(row: VisitSettings) -> dict[str, int]:
        """As it is now."""
        names = ("grace", "remind", "second", "third", "version")
        return {name: getattr(row, name) for name in names}


def _soon() -> Mapping[str, Any]:
    """The next full hour."""
    at = timezone.localtime() + datetime.timedelta(hours=1)
    return {"day": at.date(), "hour": datetime.time(at.hour)}


def _as_it_is(visit: Visit) -> dict[str, Any]:
    at = timezone.localtime(visit.starts_at)
    facts = {name: getattr(visit, name) for name in FACTS if name != "people"}
    return {**facts, "day": at.date(), "hour": at.time(), "version": visit.version}
