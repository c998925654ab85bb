"""The form of one prevention activity."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import Access
from casework.partners.forms.base import FactForm
from casework.partners.forms.texts import Text
from casework.partners.models import Activity, Location, Organisation
from casework.partners.models.organisation import SourcedModel
from ostoja.ui.forms import DateField


class ActivityForm(FactForm):
    """What, for whom, when, where, and how one comes."""

    layout = (
        (gettext_lazy("What it is"), ("title", "description", "whom", "access")),
        (gettext_lazy("When and where"), ("times", "starts_on", "ends_on", "location")),
    )
    texts: ClassVar = {
        "title": Text(gettext_lazy("Name of the activity"), max_length=150, is_required=True),
        "description": Text(
            gettext_lazy("What happens there, in plain words"), max_length=1000, is_long=True
        ),
        "whom": Text(
            gettext_lazy("For whom is it?"),
            max_length=300,
            hint=gettext_lazy("For example: parents of teenagers. Else leave it empty."),
        ),
        "times": Text(
            gettext_lazy("When does it take place?"),
            max_length=200,
            is_required=True,
            hint=gettext_lazy("For example: Tuesdays from 17:00 to 19:00."),
        ),
    }
    plain = ("access", "location", "starts_on", "ends_on")

    access = forms.ChoiceField(
        label=gettext_lazy("How does one come?"),
        choices=Access.choices,
        widget=forms.RadioSelect,
        initial=Access.OPEN,
    )
    starts_on = DateField(label=gettext_lazy("First day, if there is one"), required=False)
    ends_on = DateField(
        label=gettext_lazy("Last day, if there is one"),
        help_text=gettext_lazy("After it residents do not see the activity any more."),
        required=False,
    )
    location = forms.ModelChoiceField(
        label=gettext_lazy("At which place?"),
        queryset=Location.objects.none(),
        empty_label=gettext_lazy("not written down"),
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.fields["location"].queryset = (  # type: ignore[attr-defined]
            organisation.locations.all()
        )

    @classmethod
    def values_of(cls, fact: SourcedModel) -> dict[str, Any]:
        """The place as its key, which is what a list of choices compares."""
        return super().values_of(fact) | {"location": cast(Activity, fact).location_id}

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        given = self.cleaned_data
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and first > last:
            self.add_error("ends_on", _("The last day must not be before the first."))
        return given
