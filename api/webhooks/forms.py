"""Forms of webhooks: what is written of one, and since when messages are sent once more."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from api.webhooks.events import EVENTS
from api.webhooks.models import LONGEST_ADDRESS, Webhook
from casework.partners.models import Organisation
from ostoja.identity.fetching import is_allowed
from ostoja.ui.forms import DateField, Form, SubmissionField, TimeField, VersionedForm
from ostoja.ui.templatetags.ui import WARSAW


class FactsForm(VersionedForm):
    """Its name, where it leads, and what it tells of."""

    name = forms.CharField(
        label=pgettext_lazy("of a webhook", "What is it called?"),
        help_text=gettext_lazy("For example the name of the system that is told."),
        max_length=100,
    )
    address = forms.CharField(
        label=gettext_lazy("Address of the system"),
        help_text=gettext_lazy("It begins with https://. Whoever runs the system knows it."),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Of which events is it told?"),
        choices=[(one.key, one.label) for one in EVENTS.values()],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_address(self) -> str:
        """Refuses what will never be asked; where a name leads is looked at each time."""
        address: str = self.cleaned_data["address"]
        if not is_allowed(address):
            raise forms.ValidationError(
                _("Write an address that begins with https://, without a name or password in it.")
            )
        return address

    @classmethod
    def values_of(cls, webhook: Webhook) -> dict[str, Any]:
        """What stands in the form before anybody writes."""
        return {name: getattr(webhook, name) for name in ("name", "address", "kinds", "version")}

    def facts(self) -> dict[str, Any]:
        """What both actions take; only for a valid form."""
        return {name: self.cleaned_data[name] for name in ("name", "address", "kinds")}


class NewForm(FactsForm):
    """The same with the body whose system it is."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Whose system is it?")
    )
    submission = SubmissionField()
    field_order = ("organisation", "name", "address", "kinds")

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        if len(only := list(bodies[:2])) == 1:
            self.fields["organisation"].initial = only[0]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        more = {name: self.cleaned_data[name] for name in ("organisation", "submission")}
        return super().facts() | more


class VersionForm(VersionedForm):
    """Nothing but the version that a person saw."""


class SinceForm(Form):
    """A day and an hour on Poland's clock."""

    since_on = DateField(label=gettext_lazy("Since the day"))
    since_hour = TimeField(label=gettext_lazy("Hour"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and self.since > timezone.now():
            self.add_error("since_on", _("This moment has not come yet."))
        return said

    @property
    def since(self) -> datetime.datetime:
        """The moment; only for a valid form."""
        said = self.cleaned_data
        day = datetime.datetime.combine(said["since_on"], said["since_hour"])
        return timezone.make_aware(day, WARSAW)
