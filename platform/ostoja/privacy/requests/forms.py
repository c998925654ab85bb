"""Forms of requests: what came in, how a copy is made, what is answered, what is erased."""

import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.accounts.models import User
from ostoja.privacy.requests import subjects
from ostoja.privacy.requests.choices import Basis, Outcome, RequestKind
from ostoja.privacy.requests.document import Wish
from ostoja.privacy.requests.erasing import Choice
from ostoja.privacy.requests.selectors import Kind
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm

NOT_FOUND = gettext_lazy("Nothing with this number or code was found.")


class RequestForm(Form):
    """What the person asks for, and how it was checked who asks."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the person asks for"),
        choices=RequestKind.choices,
        widget=forms.RadioSelect,
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("How the city knows the person"), widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("Number of the case, or return code of the conversation"), max_length=64
    )
    received_on = DateField(
        label=gettext_lazy("Day on which the request came"),
        help_text=gettext_lazy("The month for the answer is counted from it (GDPR, art. 12(3))."),
    )
    identity = LongText(
        label=gettext_lazy("How it was checked who asks"),
        help_text=gettext_lazy(
            "For instance: shown an identity card at the desk, or knows the return code."
            " In a case of violence check twice that it is not the other side."
        ),
        max_length=1_000,
    )
    words = LongText(
        label=gettext_lazy("What the person wrote or said"), max_length=4_000, required=False
    )
    submission = SubmissionField()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = cast("forms.ChoiceField", self.fields["subject"])
        field.choices = [(one.key, one.label) for one in subjects.every_subject()]

    def clean_received_on(self) -> datetime.date:
        day = cast("datetime.date", self.cleaned_data["received_on"])
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        subject, name = subjects.subject_named(cleaned.get("subject", "")), cleaned.get("name")
        if subject and name:
            found = {UUID(pk) for pk in subject.find(name.strip())} - set(
                subject.kept_from(self.user)
            )
            if len(found) != 1:
                self.add_error("name", str(NOT_FOUND))
            else:
                cleaned["subject"], cleaned["subject_id"] = subject, found.pop()
        cleaned.pop("name", None)
        return cleaned


class CopyForm(VersionedForm):
    """What of other people is covered or left out."""

    names = LongText(
        label=gettext_lazy("Names of other people that must be covered"),
        help_text=gettext_lazy(
            "One person a line. Polish endings are found too. The person's own names stay."
        ),
        max_length=4_000,
        required=False,
    )
    numbers = forms.BooleanField(
        label=gettext_lazy("Cover telephone numbers, PESEL numbers and e-mail addresses of others"),
        required=False,
        initial=True,
    )
    with_files = forms.BooleanField(
        label=gettext_lazy("Put files in: I looked through them, and they show nobody else"),
        required=False,
    )
    others = forms.BooleanField(
        label=gettext_lazy(
            "Put in what another person wrote about them, and what is noted of those around them"
        ),
        help_text=gettext_lazy("Not where this could harm whoever wrote, or who is around."),
        required=False,
    )
    internal = forms.BooleanField(
        label=gettext_lazy("Put in what staff said among themselves"),
        help_text=gettext_lazy("When the data protection officer finds that the law asks for it."),
        required=False,
    )

    @property
    def wish(self) -> Wish:
        """How the copy is to be made; only for a valid form."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return Wish(**given)


class CloseForm(VersionedForm):
    """What the person was answered."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was answered"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason = LongText(
        label=gettext_lazy("How the copy was handed over, or why the person does not get all"),
        max_length=2_000,
        required=False,
    )

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])


class DecisionForm(VersionedForm):
    """Of each kind of records whether it is erased, or kept on which basis and until when."""

    def __init__(self, kinds: list[Kind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        choices = [("erase", _("Erase")), *Basis.choices]
        for number, kind in enumerate(kinds):
            label = f"{kind.subject.label} ({', '.join(kind.names)})"
            self.fields[f"basis_{number}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                widget=forms.RadioSelect,
            )
            self.fields[f"category_{number}"] = forms.CharField(
                label=_("Archive category, if it is kept"),
                help_text=_("For instance B10, from the city's list of files (JRWA)."),
                max_length=20,
                required=False,
            )
            self.fields[f"keep_until_{number}"] = DateField(
                label=_("Kept until, if it is kept and the day is known"), required=False
            )
        self.fields["reason"] = LongText(
            label=_("Reasons of the decision"),
            help_text=_("The person is told them, where something is kept (GDPR, art. 12(4))."),
            max_length=4_000,
            required=False,
        )

    @property
    def chosen(self) -> list[Choice]:
        """What becomes of each kind; only for a valid form."""
        return [self._choice(number, kind) for number, kind in enumerate(self.kinds)]

    def _choice(self, number: int, kind: Kind) -> Choice:
        said = self.cleaned_data
        if said[f"basis_{number}"] == "erase":
            return Choice(kind.subject.key)
        basis, category = Basis(said[f"basis_{number}"]), said[f"category_{number}"]
        return Choice(kind.subject.key, basis, category, said[f"keep_until_{number}"])
