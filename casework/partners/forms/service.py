"""The form of one service: what, for whom, in which languages, where and when."""

from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import (
    CapacityUnit,
    Phase,
    ServedSex,
    ServiceStatus,
    Situation,
)
from casework.partners.facts import Offer
from casework.partners.forms.base import FactForm, Now
from casework.partners.forms.hours import HoursForm
from casework.partners.forms.lists import NamesField, NumberField
from casework.partners.forms.texts import Text
from casework.partners.hours_in_words import hours_words, intervals_by_day, week_lines
from casework.partners.models import Location, Need, Organisation, Service
from casework.partners.models.organisation import SourcedModel
from casework.partners.periods import usual_hours
from casework.partners.words import SPOKEN_LANGUAGES, language_name
from ostoja.ui.forms import DateField

OLDEST = 120
LONGEST_CLOCK = 24 * 60
"""Hours to answer: sixty days."""

_language_name = lazy(language_name, str)


class Clock(models.TextChoices):
    """How long a body may take to answer, as most say it: values are hours."""

    NEED = "need", gettext_lazy("as long as the need itself allows")
    HOUR = "1", gettext_lazy("1 hour")
    THREE_HOURS = "3", gettext_lazy("3 hours")
    DAY = "24", gettext_lazy("1 day")
    THREE_DAYS = "72", gettext_lazy("3 days")
    OWN = "own", gettext_lazy("its own time")


def clock_of(hours: int | None) -> str:
    """Which of the usual times it is."""
    if hours is None:
        return Clock.NEED
    return str(hours) if str(hours) in Clock.values else Clock.OWN


class ServiceForm(FactForm):
    """Everything about a service; ``hours`` is the form of its week, sent together with it."""

    layout = (
        (gettext_lazy("What it is"), ("name", "description", "needs", "phases", "status")),
        (
            gettext_lazy("For whom"),
            (
                *("minimum_age", "maximum_age", "sexes", "districts", "situations"),
                *("eligibility", "languages"),
            ),
        ),
        (gettext_lazy("How one gets there"), ("limits", "documents")),
        (
            gettext_lazy("Where and how many"),
            ("locations", "capacity", "capacity_unit", "free_places", "free_said_on"),
        ),
        (gettext_lazy("When"), ("answers_within", "response_hours", "always_open")),
    )
    texts: ClassVar = {
        "name": Text(gettext_lazy("Name of the service"), max_length=150, is_required=True),
        "description": Text(
            gettext_lazy("What happens there, in plain words"), max_length=1000, is_long=True
        ),
        "eligibility": Text(
            gettext_lazy("Only for some people?"),
            max_length=300,
            hint=gettext_lazy("For example: women who experience violence. Else leave it empty."),
        ),
        "limits": Text(
            gettext_lazy("What must be minded before somebody comes?"),
            max_length=500,
            is_long=True,
            hint=gettext_lazy("For example: only after a telephone call; not after alcohol."),
        ),
        "documents": Text(
            gettext_lazy("Which documents are needed?"),
            max_length=300,
            hint=gettext_lazy("For example: an identity card. Leave it empty where none is."),
        ),
    }
    worked_out = ("answers_within", "response_hours", "free_said_on")
    plain = (
        *("status", "phases", "languages", "minimum_age", "maximum_age"),
        *("sexes", "districts", "situations", "free_places", "free_said_on"),
        *("response_hours", "always_open", "capacity", "capacity_unit"),
    )

    needs = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which needs is it for?"),
        queryset=Need.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    phases = forms.MultipleChoiceField(
        label=gettext_lazy("In which phases does it help?"),
        choices=Phase.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=ServiceStatus.choices,
        widget=forms.RadioSelect,
        initial=ServiceStatus.ACTIVE,
    )
    minimum_age = NumberField(label=gettext_lazy("From age"), min_value=0, max_value=OLDEST)
    maximum_age = NumberField(
        label=gettext_lazy("To age"),
        help_text=gettext_lazy("Both empty: for people of every age."),
        min_value=0,
        max_value=OLDEST,
    )
    sexes = forms.MultipleChoiceField(
        label=gettext_lazy("Only for women or only for men?"),
        help_text=gettext_lazy("None ticked: for everybody."),
        choices=ServedSex.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    districts = NamesField(
        label=gettext_lazy("Only for people from some districts?"),
        help_text=gettext_lazy("Names with commas between them. Empty: for the whole city."),
    )
    situations = forms.MultipleChoiceField(
        label=gettext_lazy("Only for people in some situations?"),
        help_text=gettext_lazy("None ticked: in any situation."),
        choices=Situation.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=[(code, _language_name(code)) for code in SPOKEN_LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        initial=["pl"],
        required=False,
    )
    locations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("At which places?"),
        queryset=Location.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    capacity = NumberField(label=gettext_lazy("How many at a time"), min_value=1, max_value=9999)
    capacity_unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=[("", "–"), *CapacityUnit.choices],
        required=False,
    )
    free_places = NumberField(
        label=gettext_lazy("How many are free, as the body says?"), min_value=0, max_value=9999
    )
    free_said_on = DateField(
        label=gettext_lazy("When did it say so?"),
        help_text=gettext_lazy("Empty: today, if the number is new. It is believed for a week."),
        required=False,
    )
    answers_within = forms.ChoiceField(
        label=gettext_lazy("How soon does it answer a referral?"),
        help_text=gettext_lazy("Hours run day and night, also when the service is closed."),
        choices=Clock.choices,
        widget=forms.RadioSelect,
        initial=Clock.NEED,
        required=False,
    )
    response_hours = NumberField(
        label=gettext_lazy("Its own time, in hours"),
        min_value=1,
        max_value=LONGEST_CLOCK,
    )
    always_open = forms.BooleanField(
        label=gettext_lazy("Open day and night, every day"), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.fields["locations"].queryset = (  # type: ignore[attr-defined]
            organisation.locations.all()
        )
        self.hours = HoursForm(
            self.data if self.is_bound else None,
            schedules=usual_hours(self.fact) if isinstance(self.fact, Service) else (),
        )

    def is_valid(self) -> bool:
        """Both are checked, so that all errors are told at once."""
        return all([super().is_valid(), self.hours.is_valid()])

    @classmethod
    def values_of(cls, fact: SourcedModel) -> dict[str, Any]:
        """With needs and places, which are rows of their own."""
        service = cast(Service, fact)
        return super().values_of(fact) | {
            "answers_within": clock_of(service.response_hours),
            "needs": [need.pk for need in service.needs.all()],
            "locations": [location.pk for location in service.locations.all()],
        }

    def clean(self) -> dict[str, Any]:
        """Ages in order; a number of places says what is counted; one way of being open."""
        given = self.cleaned_data
        lowest, highest = given.get("minimum_age"), given.get("maximum_age")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("maximum_age", _("“To age” must not be less than “From age”."))
        if given.get("capacity") and not given.get("capacity_unit"):
            self.add_error("capacity_unit", _("Choose what is counted."))
        if given.get("always_open") and self.hours.is_valid() and self.hours.has_any:
            message = _("Open day and night, or at certain hours: leave one of them empty.")
            self.add_error("always_open", message)
        self._clean_clock()
        self._clean_free_places()
        return given

    def _clean_clock(self) -> None:
        """One of the usual times, or its own; who says only the hours means its own."""
        within, own = self.cleaned_data.get("answers_within"), "response_hours"
        if within == Clock.OWN and not self.errors.get(own) and not self.cleaned_data.get(own):
            self.add_error(own, _("Write its own time."))
        elif within == Clock.NEED:
            self.cleaned_data[own] = None
        elif within and within != Clock.OWN:
            self.cleaned_data[own] = int(within)

    def _clean_free_places(self) -> None:
        """A number was said on a day that has come: today where it is new and nobody says when."""
        free, said_on = self.cleaned_data.get("free_places"), self.cleaned_data.get("free_said_on")
        today = timezone.localdate()
        if free is None:
            self.cleaned_data["free_said_on"] = None
        elif said_on is None and "free_said_on" not in self.errors:
            self.cleaned_data["free_said_on"] = today
        elif said_on is not None and said_on > today:
            self.add_error("free_said_on", _("This day has not come yet."))

    def facts(self) -> dict[str, Any]:
        """With what is kept in rows of their own."""
        given = self.cleaned_data
        offer = Offer(needs=given["needs"], locations=given["locations"], hours=self.hours.hours())
        return super().facts() | {"offer": offer}

    def differences(self, current: SourcedModel) -> list[Now]:
        """With the clock and the day of free places as they were understood, and the week."""
        service = cast(Service, current)
        found = super().differences(service)
        for name in ("response_hours", "free_said_on"):
            if self.cleaned_data.get(name) != getattr(service, name):
                found.append(Now(str(self[name].label), str(getattr(service, name) or "–")))
        usual = usual_hours(service)
        if self.hours.hours() != intervals_by_day(usual):
            found.append(Now(_("Hours"), hours_words(week_lines(usual))))
        return found
