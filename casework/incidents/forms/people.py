"""Forms of affected people and of their cases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from casework.cases.choices import Urgency
from casework.incidents.actions import PeopleFacts
from casework.incidents.actions.people import MOST
from casework.incidents.choices import Whereabouts
from casework.incidents.models import AffectedPeople, Incident
from casework.partners.models import Need, Organisation
from casework.partners.selectors import taking_part
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


class PeopleForm(VersionedForm):
    """A person or a family, in a line."""

    label = forms.CharField(
        label=gettext_lazy("Pseudonym or name"),
        help_text=gettext_lazy("By which you know again whom you mean: a pseudonym is enough."),
        max_length=150,
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many people"),
        help_text=gettext_lazy("A family may stand in one line."),
        min_value=1,
        max_value=MOST,
        initial=1,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    whereabouts = forms.ChoiceField(
        label=gettext_lazy("Where they are now"),
        choices=Whereabouts.choices,
        initial=Whereabouts.NOT_REACHED,
    )
    place = forms.CharField(label=gettext_lazy("Where exactly"), max_length=200, required=False)
    needs = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What they still need"),
        queryset=Need.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    helper = forms.ModelChoiceField(
        label=gettext_lazy("Who looks after them"),
        help_text=gettext_lazy("A partner that is called up then reads this line, too."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )
    remark = LongText(label=gettext_lazy("Remark"), max_length=2000, required=False)
    submission = SubmissionField()

    def __init__(self, *args: Any, people: AffectedPeople | None = None, **kwargs: Any) -> None:
        if people is not None:
            same = ("label", "number", "whereabouts", "place", "remark", "version")
            kwargs["initial"] = {name: getattr(people, name) for name in same} | {
                "needs": [need.pk for need in people.needs.all()],
                "helper": people.helper_id,
            }
        super().__init__(*args, **kwargs)
        field: Any = self.fields["helper"]
        offered = taking_part()
        if people is not None and people.helper_id:
            offered = Organisation.objects.filter(
                Q(pk__in=offered.values("pk")) | Q(pk=people.helper_id)
            )
        field.queryset = offered

    def facts(self) -> PeopleFacts:
        """What the actions take."""
        given = self.cleaned_data
        return PeopleFacts(
            label=given["label"],
            number=given["number"],
            whereabouts=given["whereabouts"],
            place=given["place"],
            needs=given["needs"],
            remark=given["remark"],
            helper=given["helper"],
        )


class RemoveForm(VersionedForm):
    """Nothing but the version that was seen."""


class CaseForm(Form):
    """What a case begins with that is opened out of a line."""

    lead = forms.ModelChoiceField(
        label=gettext_lazy("Who leads the case"), queryset=Organisation.objects.none()
    )
    pseudonym = forms.CharField(
        label=gettext_lazy("Pseudonym"),
        help_text=gettext_lazy("A word by which your team knows the person. Not their name."),
        max_length=60,
    )
    person_name = forms.CharField(
        label=gettext_lazy("Name, if the person gave it"), max_length=150, required=False
    )
    summary = LongText(label=gettext_lazy("What happened to them"))
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"),
        choices=Urgency.choices,
        initial=Urgency.URGENT,
        widget=forms.RadioSelect,
    )
    submission = SubmissionField()

    def __init__(
        self, leads: Sequence[Organisation], people: AffectedPeople, *args: Any, **kwargs: Any
    ) -> None:
        told = [people.incident.name, people.place, people.remark]
        kwargs["initial"] = {
            "person_name": people.label,
            "summary": "\n".join(filter(None, told)),
            "lead": leads[0].pk,
        }
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lead"]
        field.queryset = Organisation.objects.filter(pk__in=[body.pk for body in leads])
        if len(leads) == 1:
            field.widget = forms.HiddenInput()


class BindForm(Form):
    """A case that is there already, by its number."""

    case_number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        help_text=gettext_lazy("As it stands on the page of the case."),
        max_length=40,
    )


class ChooseIncidentForm(Form):
    """To which incident a case belongs."""

    incident = forms.ModelChoiceField(
        label=gettext_lazy("Incident"),
        queryset=Incident.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, incidents: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["incident"]
        field.queryset = incidents
        field.label_from_instance = lambda one: f"{one.name}, {one.place}"
