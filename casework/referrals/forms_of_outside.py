"""Asking a body outside the system, and what came of it."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.choices import NeedState
from casework.cases.consents import holding
from casework.cases.models import Case, CaseNeed, Consent
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm

LONGEST = datetime.timedelta(days=366)


class OutsideForm(Form):
    """What is asked of whom; ``cleaned_data`` is what ``ask_outside`` takes."""

    case_need = forms.ModelChoiceField(
        label=gettext_lazy("With which need"),
        queryset=CaseNeed.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    body = forms.CharField(label=gettext_lazy("Body outside the system"), max_length=200)
    contact = forms.CharField(
        label=gettext_lazy("Its address or telephone"), max_length=300, required=False
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How it was asked"), choices=OutsideWay.choices, widget=forms.RadioSelect
    )
    message = LongText(
        label=gettext_lazy("What it was told"),
        help_text=gettext_lazy("Write it down as you said it, so that it is known later."),
        max_length=8_000,
        required=False,
    )
    legal_basis = forms.ChoiceField(
        label=gettext_lazy("Legal basis of sharing"),
        help_text=gettext_lazy("Where the person goes there themselves, nothing is shared."),
        choices=[("", gettext_lazy("nothing was shared")), *LegalBasis.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    consent = forms.ModelChoiceField(
        label=gettext_lazy("Which consent"),
        queryset=Consent.objects.none(),
        empty_label=gettext_lazy("none"),
        required=False,
    )
    asked_on = DateField(label=gettext_lazy("Day on which it was asked"))
    remind_on = DateField(
        label=gettext_lazy("When somebody asks what came of it"),
        help_text=gettext_lazy("On that day it stands among your tasks."),
    )
    submission = SubmissionField()

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        still_open = case.needs.select_related("need").filter(state=NeedState.OPEN)
        self.fields["case_need"].queryset = still_open  # type: ignore[attr-defined]
        self.fields["consent"].queryset = holding(case)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever shares has a basis; days follow each other."""
        given = self.cleaned_data
        if given.get("way") not in {None, OutsideWay.PERSON} and not given.get("legal_basis"):
            self.add_error("legal_basis", _("Choose the legal basis of sharing."))
        if given.get("legal_basis") != LegalBasis.CONSENT:
            given["consent"] = None
        elif given.get("consent") is None and "consent" not in self.errors:
            self.add_error("consent", _("Choose the consent on which the sharing rests."))
        self._check_days(given, timezone.localdate())
        return given

    def _check_days(self, given: dict[str, Any], today: datetime.date) -> None:
        asked_on, remind_on = given.get("asked_on"), given.get("remind_on")
        if asked_on and not today - LONGEST <= asked_on <= today:
            self.add_error("asked_on", _("Write today or a day that has passed."))
        if remind_on and not today <= remind_on <= today + LONGEST:
            self.add_error("remind_on", _("Write a day to come, within a year."))


class OutsideEndForm(VersionedForm):
    """What came of it."""

    state = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=[one for one in OutsideState.choices if one[0] != OutsideState.WAITING],
        widget=forms.RadioSelect,
    )
    outcome = LongText(
        label=gettext_lazy("In a few words, what the body did or said"),
        max_length=8_000,
        required=False,
    )
