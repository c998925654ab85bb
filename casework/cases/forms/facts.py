"""What is known about a case."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Urgency
from casework.cases.choices_of_facts import Sex, Situation, Withheld
from casework.cases.finding import Found
from casework.cases.identity import PeselField, PhoneField
from casework.cases.models import Case
from casework.cases.other_person import OTHER_PERSON, SAY_WHO, OtherPersonField, ids_in
from casework.partners.choices import Accessibility, Phase
from casework.partners.models import Need, Organisation
from casework.partners.words import SPOKEN_LANGUAGES, language_name
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm


def spoken_languages() -> list[tuple[str, str]]:
    """Languages that a person may speak, in the language of the page."""
    return [(code, language_name(code)) for code in SPOKEN_LANGUAGES]


def this_year() -> int:
    """In which nobody is born later."""
    return timezone.localdate().year


class CaseForm(Form):
    """What is known about a case; ``cleaned_data`` is what ``open_case`` takes.

    Who it is about is asked first, and right below whether that is somebody known: before the
    rest is written down a second time. ``case`` is the id of the case that is changed. Where the
    form ``leads_to_notes``, what was typed may become a note in the case of somebody known.
    """

    template_name = "cases/case_fields.html"
    case: UUID | None = None
    leads_to_notes = False

    pseudonym = forms.CharField(
        label=_("Pseudonym"),
        help_text=_("A word by which your team knows the person. Not their name."),
        max_length=60,
    )
    person_name = forms.CharField(
        label=_("Name, if the person gave it"), max_length=150, required=False
    )
    phone = PhoneField(label=_("Telephone of the person"))
    pesel = PeselField(
        label=_("PESEL"),
        help_text=_("Only if the person gave it and the help needs it."),
    )
    summary = LongText(label=_("What happened"))
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs"), queryset=Need.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect
    )
    phase = forms.ChoiceField(
        label=_("Phase"),
        choices=Phase.choices,
        widget=forms.RadioSelect,
        initial=Phase.INTERVENTION,
    )
    age = forms.IntegerField(
        label=_("Age, if known"),
        required=False,
        min_value=0,
        max_value=120,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth, if known"),
        help_text=_("Where you know it, the age is counted from it."),
        required=False,
        min_value=1900,
        max_value=this_year,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        help_text=_("As the person says, and only if you asked."),
        choices=[("", pgettext_lazy("sex", "nobody asked")), *Sex.choices],
        widget=forms.RadioSelect,
        initial="",
        required=False,
    )
    district = forms.CharField(
        label=_("District"),
        help_text=_("The part of the city where the person lives or stays; no address."),
        max_length=100,
        required=False,
    )
    situation = forms.MultipleChoiceField(
        label=_("Situation"),
        help_text=_("What led to asking for help. It counts in reports, without names."),
        choices=Situation.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    not_said = forms.MultipleChoiceField(
        label=_("What the person would rather not say"),
        help_text=_("Tick it only if you asked. Nobody asks again then."),
        choices=Withheld.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the person"), choices=spoken_languages, initial="pl"
    )
    accessibility = forms.MultipleChoiceField(
        label=_("What the person needs in order to come and to understand"),
        choices=Accessibility.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contact_rules = LongText(
        label=_("How the person may be reached safely"),
        help_text=_("When to call or write, and when not. Whether a message may be left."),
        max_length=2_000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody has said what they would rather not say."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in cleaned.get("not_said", ()):
            if cleaned.get(name) or (name == Withheld.BIRTH_YEAR and cleaned.get("age")):
                self.add_error("not_said", gettext("What you ticked is written above. Clear one."))
                break
        return cleaned

    def ask_who(self, found: Sequence[Found]) -> None:
        """Ask whether the person is one of those found; what was typed stays."""
        self.fields[OTHER_PERSON] = OtherPersonField(found, leads_to_notes=self.leads_to_notes)
        names = [name for name in self.fields if name != OTHER_PERSON]
        names.insert(names.index("pesel") + 1, OTHER_PERSON)
        self.order_fields(names)
        if self.is_bound:
            self.add_error(OTHER_PERSON, SAY_WHO)

    def in_words(self) -> dict[str, dict[str, str]]:
        """What was typed, right or wrong, by field: its label and its words."""
        return {
            bound.name: {"key": str(bound.label), "value": words_for(bound.field, bound.data)}
            for bound in self.visible_fields()
            if bound.name in self.changed_data
        }

    @property
    def denied(self) -> set[UUID]:
        """The cases of which was said that they are about another person."""
        typed = self.data.get(self.add_prefix(OTHER_PERSON), "") if self.is_bound else ""
        return set(ids_in(str(typed)))


class OpenCaseForm(CaseForm):
    """The facts of a new case, and which body leads it where the person acts for several."""

    lead = forms.ModelChoiceField(
        label=_("Who will lead the case"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    submission = SubmissionField()
    field_order = ("lead",)

    def __init__(self, leads: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_lead = leads[0] if len(leads) == 1 else None
        if self.only_lead:
            del self.fields["lead"]
        else:
            bodies = Organisation.objects.filter(pk__in=[lead.pk for lead in leads])
            self.fields["lead"].queryset = bodies  # type: ignore[attr-defined]

    @property
    def asked_id(self) -> UUID:
        """The id under which the case is opened once."""
        found: UUID = self.cleaned_data["submission"]
        return found

    def facts(self) -> dict[str, Any]:
        """What ``open_case`` takes."""
        return {"lead": self.only_lead, **self.cleaned_data}


class EditCaseForm(CaseForm, VersionedForm):
    """The same facts of a case that exists, with the version they were read from.

    Its phase moves by itself, with what it requires.
    """

    phase = None  # type: ignore[assignment]

    @classmethod
    def facts_of(cls, case: Case) -> dict[str, Any]:
        """What the case holds now, as the form's first values."""
        own = {name: getattr(case, name) for name in cls.base_fields if name != "needs"}
        return {**own, "needs": [one.need_id for one in case.needs.all()]}

    def what_it_says_now(self, current: Case) -> list[dict[str, str]]:
        """The facts of the case that differ from what was typed, for a summary list."""
        facts = self.facts_of(current)
        return [
            {"key": str(bound.label), "value": words_for(bound.field, facts[bound.name])}
            for bound in self.visible_fields()
            if bound.field.has_changed(facts[bound.name], bound.data)
        ]


def words_for(field: forms.Field, value: Any) -> str:
    """A value of a field as a person reads it."""
    if not isinstance(field, forms.ChoiceField | forms.ModelMultipleChoiceField):
        return "–" if value in {None, ""} else str(value)
    chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
    choices: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
    labels = [str(label) for key, label in choices if str(key) in chosen]
    return ", ".join(labels) or "–"
