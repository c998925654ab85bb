"""The intervention card: opening it, writing on it, who must not know of it, closing it."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.models import Case
from casework.cases.presenters import cases_numbered
from casework.cases.selectors import cases_visible_to
from casework.minors import selectors
from casework.minors.cards import may_open_under
from casework.minors.choices import WRITTEN, CardOutcome, Source
from casework.minors.models import Intervention, Standards
from casework.minors.public_words import name_of
from ostoja.accounts.models import User
from ostoja.ui.city import facts_here
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm

LONGEST = 20_000


class CircleForm(VersionedForm):
    """Who must not know of the card, and to which case it belongs."""

    excluded = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who must not know of this card"),
        help_text=gettext_lazy(
            "For example whom the complaint is about. For them the card is not there."
        ),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    case_number = forms.CharField(
        label=gettext_lazy("Number of the case to which it belongs"),
        help_text=gettext_lazy("Empty if there is none. The case does not show the card."),
        max_length=40,
        required=False,
    )

    def __init__(
        self,
        user: User,
        standards: Standards,
        *args: Any,
        card: Intervention | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.card = user, card
        opener = card.opened_by_id if card else None
        self.people = selectors.members_of(standards).exclude(pk__in=[user.pk, opener or user.pk])
        self.fields["excluded"].queryset = self.people  # type: ignore[attr-defined]
        if not facts_here().has("cases"):
            del self.fields["case_number"]

    def clean_case_number(self) -> Case | None:
        """The case, through its door: one that is not open to the person is not there."""
        number = self.cleaned_data["case_number"].strip()
        if not number:
            return None
        found = cases_visible_to(self.user).filter(pk__in=cases_numbered(number)).first()
        if found is None:
            raise forms.ValidationError(_("There is no such case, or you cannot see it."))
        return found

    def circle(self) -> dict[str, Any]:
        """What the actions take. Whoever was excluded and works elsewhere by now stays excluded."""
        excluded = {one.pk for one in self.cleaned_data["excluded"]}
        if self.card is not None:
            excluded |= set(self.card.excluded) - {one.pk for one in self.people}
        return {"excluded": excluded, "case": self.cleaned_data.get("case_number")}

    @classmethod
    def values_of(cls, card: Intervention, case: Case | None) -> dict[str, Any]:
        """The card as it is now."""
        number = case.number if case else ""
        return {"excluded": card.excluded, "case_number": number, "version": card.version}


class CardForm(CircleForm):
    """What is known when a card is opened."""

    source = forms.ChoiceField(
        label=gettext_lazy("Where the harm comes from"),
        choices=Source.choices,
        widget=forms.RadioSelect,
    )
    child = forms.CharField(
        label=gettext_lazy("The child"),
        help_text=gettext_lazy("Name or pseudonym, age, class or group. It is kept encrypted."),
        max_length=300,
    )
    cause = LongText(
        label=gettext_lazy("What happened, and how it became known"), max_length=LONGEST
    )
    suspect = forms.CharField(
        label=gettext_lazy("Who is suspected"), max_length=300, required=False
    )
    reporter = forms.CharField(
        label=gettext_lazy("Who reported it"), max_length=300, required=False
    )
    learnt_on = DateField(label=gettext_lazy("When it became known"), initial=timezone.localdate)
    submission = SubmissionField()
    field_order = ("excluded", "source", "child", "cause", "suspect", "reporter", "learnt_on")

    def clean_learnt_on(self) -> Any:
        """Nothing becomes known tomorrow."""
        day = self.cleaned_data["learnt_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def facts(self) -> dict[str, Any]:
        """What ``open_card`` takes."""
        names = ("submission", "source", "child", "cause", "suspect", "reporter", "learnt_on")
        return {name: self.cleaned_data[name] for name in names} | self.circle()


class EntryForm(Form):
    """Something that was done."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What was done"),
        choices=[(one.value, one.label) for one in WRITTEN],
        widget=forms.RadioSelect,
    )
    done_on = DateField(label=gettext_lazy("When"), initial=timezone.localdate)
    text = LongText(
        label=gettext_lazy("What exactly, and with whom"),
        help_text=gettext_lazy("Who took part, what was agreed, to which body you wrote."),
        max_length=LONGEST,
    )
    submission = SubmissionField()


class CloseForm(VersionedForm):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How the intervention ended"),
        choices=CardOutcome.choices,
        widget=forms.RadioSelect,
    )
    result = LongText(
        label=gettext_lazy("What came of it"),
        help_text=gettext_lazy("Answers of the bodies that were told, and help for the child."),
        max_length=LONGEST,
    )


class ReopenForm(VersionedForm):
    """Why it goes on."""

    reason = LongText(label=gettext_lazy("Why the card is opened again"), max_length=LONGEST)
    submission = SubmissionField()


def standards_to_open(user: User, wanted: str) -> Standards:
    """Under which standards a card is opened: those asked for, else of the person's own body."""
    found = list(may_open_under(user))
    asked = [one for one in found if str(one.pk) == wanted]
    if (wanted and not asked) or not found:
        raise Http404
    return (asked or found)[0]


def choices_to_open(user: User) -> list[tuple[str, str]]:
    """The bodies under whose standards the person may open a card."""
    return [(str(one.pk), name_of(one)) for one in may_open_under(user)]
