"""Forms of handovers, referrals and transfers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NeedState
from casework.cases.consents import holding
from casework.cases.models import Case, CaseNeed, Consent
from casework.cases.page_of_consents import title_of
from casework.partners.models import Organisation
from casework.referrals.choices import LegalBasis
from casework.referrals.models import Referral
from ostoja.ui.forms import (
    Form,
    HintedRadios,
    LongText,
    SubmissionField,
    VersionedForm,
)

SHARED_FIELDS = (
    "message",
    "share_summary",
    "share_person",
    "by_link",
    "legal_basis",
    "consent",
    "despite_conflict",
)


class ConsentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the case's consents that hold."""

    def label_from_instance(self, obj: Any) -> str:
        return title_of(obj)


class LetterForm(VersionedForm):
    """What is said to the receiver, what is shared, and on which legal basis.

    With ``is_draft`` nothing is obligatory yet.
    """

    message = LongText(
        label=_("What the receiver needs to know"),
        help_text=_(
            "Beside your message the receiver sees the number, pseudonym, urgency, age and "
            "language of the case, what the person needs in order to come, and notes that are "
            "meant for everybody."
        ),
    )
    share_summary = forms.BooleanField(
        label=_("Share “What happened” from the case"), required=False
    )
    share_person = forms.BooleanField(
        label=_("Share the name and how the person may be reached"), required=False
    )
    by_link = forms.BooleanField(
        label=_("Also send a link by e-mail, with which one answers without an account"),
        help_text=_("Where nobody has an account, the link is sent anyway."),
        required=False,
    )
    legal_basis = forms.ChoiceField(
        label=_("Legal basis of sharing"),
        choices=LegalBasis.choices,
        widget=HintedRadios(
            hints={
                LegalBasis.STATUTORY_TASK: _("Most referrals rest on it."),
                LegalBasis.DOMESTIC_VIOLENCE_ACT: _("The “Niebieska Karta” needs no consent."),
            }
        ),
    )
    consent = ConsentField(
        label=_("Which consent"),
        help_text=_(
            "Only where sharing rests on consent. One that is missing here is recorded on the page "
            "of the case; save this as a draft before."
        ),
        queryset=Consent.objects.none(),
        empty_label=_("none"),
        required=False,
    )
    despite_conflict = LongText(
        label=_("Why it is sent although a conflict of interest is noted"),
        help_text=_(
            "Only where it goes to a body of which one is noted. The receiver never reads it."
        ),
        max_length=2_000,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, case: Case, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = is_draft
        if not case.conflicts.filter(lifted_at=None).exists():
            del self.fields["despite_conflict"]
        consents = holding(case).prefetch_related("receivers")
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]
        if is_draft:
            for name in ("message", "legal_basis"):
                self.fields[name].required = False

    def clean_consent(self) -> Any:
        """What rests on consent names one; what rests on the law names none.

        A draft whose consent is still to be recorded has no basis yet.
        """
        consent = self.cleaned_data["consent"]
        if self.cleaned_data.get("legal_basis") != LegalBasis.CONSENT:
            return None
        if consent is None and self.is_draft:
            self.cleaned_data["legal_basis"] = ""
        elif consent is None:
            raise ValidationError(gettext("Choose the consent on which the sharing rests."))
        return consent

    def facts(self) -> dict[str, Any]:
        """The fields of the referral that this form fills."""
        return {name: self.cleaned_data[name] for name in SHARED_FIELDS if name in self.fields}


class HandOverForm(LetterForm):
    """A handover shares the whole case, so it asks nothing about that."""

    message = LongText(
        label=_("Why the case needs the coordinator"),
        help_text=_("The coordinator will see the whole case."),
    )
    share_summary = None  # type: ignore[assignment]
    share_person = None  # type: ignore[assignment]
    by_link = None  # type: ignore[assignment]


class TransferForm(LetterForm):
    """A transfer also says who is to lead."""

    receiver = forms.ModelChoiceField(
        label=_("Who is to lead the case"), queryset=Organisation.objects.none()
    )
    by_link = None  # type: ignore[assignment]
    field_order = ("receiver", *SHARED_FIELDS)

    def __init__(self, case: Case, *args: Any, receivers: Any, **kwargs: Any) -> None:
        super().__init__(case, *args, **kwargs)
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "receiver": self.cleaned_data["receiver"]}


class NeedForm(Form):
    """Which need of a case is to be referred."""

    need = forms.ModelChoiceField(
        label=_("Which need shall somebody take on?"),
        queryset=CaseNeed.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        still_open = case.needs.select_related("need").filter(state=NeedState.OPEN)
        self.fields["need"].queryset = still_open  # type: ignore[attr-defined]


def facts_of(draft: Referral) -> dict[str, Any]:
    """What a draft says now, as the first values of its form."""
    names = (*SHARED_FIELDS, "receiver", "submission", "version")
    return {name: getattr(draft, name) for name in names}
