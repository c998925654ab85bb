"""The form of one body, an organisation or a natural person."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.partners.choices import OrganisationKind, OrganisationRole, Permanence
from casework.partners.forms.base import FactForm
from casework.partners.forms.official_numbers import OfficialNumberField
from casework.partners.forms.texts import Text
from casework.partners.models import Organisation
from casework.partners.models.organisation import SourcedModel
from ostoja.tables.numbers import Nip, Regon


class OrganisationForm(FactForm):
    """Who the body is and how it takes part; the agreement has a form of its own."""

    layout = (
        (
            gettext_lazy("Who it is"),
            ("kind", "name", "short_name", "unit", "nip", "regon", "parent"),
        ),
        (gettext_lazy("Its part in the city's system"), ("roles", "permanence")),
        (
            gettext_lazy("What residents read"),
            ("description", "email", "website", "is_public"),
        ),
    )
    texts: ClassVar = {
        "description": Text(
            gettext_lazy("One or two plain sentences: how does it help?"),
            max_length=500,
            is_long=True,
        )
    }
    plain = (
        *("kind", "name", "short_name", "unit", "nip", "regon", "parent", "roles", "permanence"),
        *("email", "website", "is_public"),
    )

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OrganisationKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=pgettext_lazy("of an organisation", "Name"),
        help_text=gettext_lazy("The full name; of a natural person, the name and surname."),
        max_length=200,
    )
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=60, required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("The department or team that does this work."),
        max_length=200,
        required=False,
    )
    nip = OfficialNumberField(
        Nip(), label=gettext_lazy("NIP"), help_text=gettext_lazy("Ten digits.")
    )
    regon = OfficialNumberField(
        Regon(), label=gettext_lazy("REGON"), help_text=gettext_lazy("Nine or fourteen digits.")
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=Organisation.objects.all(),
        empty_label=gettext_lazy("of no other organisation"),
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=OrganisationRole.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[OrganisationRole.PARTNER],
    )
    permanence = forms.ChoiceField(
        label=gettext_lazy("Takes part"),
        choices=Permanence.choices,
        widget=forms.RadioSelect,
        initial=Permanence.PERMANENT,
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    website = forms.URLField(
        label=gettext_lazy("Website"), max_length=200, assume_scheme="https", required=False
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show it in the public directory"),
        help_text=gettext_lazy(
            "Once it takes part in the system. A natural person must have agreed to it."
        ),
        initial=True,
        required=False,
    )

    def __init__(self, *args: Any, fact: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        bodies = Organisation.objects.all()
        self.fields["parent"].queryset = (  # type: ignore[attr-defined]
            bodies.exclude(pk=fact.pk) if fact else bodies
        )

    @classmethod
    def values_of(cls, fact: SourcedModel) -> dict[str, Any]:
        """The parent as its key, which is what a list of choices compares."""
        values = super().values_of(fact)
        return values | {"parent": values["parent"].pk if values["parent"] else None}
