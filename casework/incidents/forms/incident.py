"""Forms of an incident itself: what happened, the numbers, a step, an entry of the log."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casework.incidents.actions import IncidentFacts, Numbers
from casework.incidents.actions.incidents import MOST_COUNTED
from casework.incidents.choices import NUMBER_WORDS, NUMBERS, IncidentKind
from casework.incidents.forms.moments import MomentForm
from casework.incidents.models import Incident
from casework.incidents.workflow import Step
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class IncidentForm(MomentForm):
    """What happened, where, since when, and who leads."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of event"),
        choices=[("", gettext_lazy("choose")), *IncidentKind.choices],
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the incident"),
        help_text=gettext_lazy(
            "By which everybody knows it, for example: Fire in Example Street. No names of people."
        ),
        max_length=120,
    )
    place = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("In words: street, block, district."),
        max_length=200,
    )
    leader = forms.ModelChoiceField(
        label=gettext_lazy("Who leads"), queryset=User.objects.none(), empty_label=None
    )
    submission = SubmissionField()
    field_order = ("kind", "name", "place", "day", "hour", "fold", "leader")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        incident: Incident | None = kwargs.pop("incident", None)
        first = self.parts_of(timezone.now()) | {"leader": user.pk}
        if incident is not None:
            same = ("kind", "name", "place", "version")
            first = {name: getattr(incident, name) for name in same}
            first |= self.parts_of(incident.began_at) | {"leader": incident.leader_id}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.fields["day"].label = gettext_lazy("Day on which it began")
        self.fields["hour"].label = gettext_lazy("Hour at which it began")
        people = {person.pk for person in people_who_hold(Permission.INCIDENT_LEAD)}
        if incident is not None and incident.leader_id:
            people.add(incident.leader_id)
        field: Any = self.fields["leader"]
        field.queryset = User.objects.filter(pk__in=people).order_by("full_name", "email")

    def facts(self) -> IncidentFacts:
        """What the actions take."""
        given = self.cleaned_data
        return IncidentFacts(
            kind=given["kind"],
            name=given["name"],
            place=given["place"],
            began_at=given["moment"],
            leader=given["leader"],
        )


class NumbersForm(VersionedForm):
    """What those on the spot have counted."""

    def __init__(self, incident: Incident, *args: Any, **kwargs: Any) -> None:
        first = {name: getattr(incident, name) for name in (*NUMBERS, "version")}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            self.fields[name] = forms.IntegerField(
                label=NUMBER_WORDS[name],
                min_value=0,
                max_value=MOST_COUNTED,
                widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
            )
        self.fields["affected"].help_text = gettext_lazy(
            "Everybody whom the event concerns. The other numbers are parts of this one."
        )

    def facts(self) -> Numbers:
        """What the action takes."""
        given = self.cleaned_data
        return Numbers(
            affected=given["affected"],
            injured=given["injured"],
            evacuated=given["evacuated"],
            sheltered=given["sheltered"],
            missing=given["missing"],
        )


class StepForm(MomentForm):
    """A step of an incident: why, and where it is closed when the event was over."""

    reason = LongText(label=gettext_lazy("Why"), max_length=2000, required=False)

    def __init__(self, incident: Incident, step: Step, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": incident.version} | self.parts_of(timezone.now())
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = "reason" in step.needs
        self.fields["reason"].help_text = gettext_lazy("It stands in the log. No names of people.")
        if "ended_at" not in step.needs:
            for name in ("day", "hour", "fold"):
                del self.fields[name]
        else:
            self.fields["day"].label = gettext_lazy("Day on which the event ended")
            self.fields["hour"].label = gettext_lazy("Hour at which the event ended")

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        found = {"version": given["version"], "reason": given["reason"]}
        return found | ({"ended_at": given["moment"]} if "day" in self.fields else {})

    def _comes_twice(self) -> bool:
        return "day" in self.fields and super()._comes_twice()


class EntryForm(Form):
    """One thing that happened."""

    text = LongText(label=gettext_lazy("What happened"), max_length=4000)
    for_partners = forms.BooleanField(
        label=gettext_lazy("Partners that are called up may read it"),
        help_text=gettext_lazy("Tick it only if no name of a person stands in it."),
        required=False,
    )
    submission = SubmissionField()
