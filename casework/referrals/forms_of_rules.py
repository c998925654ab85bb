"""The form of the city's rules for referrals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Organisation
from casework.partners.selectors import taking_part
from casework.referrals.models import ReferralRules
from ostoja.ui.forms import VersionedForm


class RulesForm(VersionedForm):
    """Who takes care of what nobody else can, and when a supervisor is told."""

    fallback_owner = forms.ModelChoiceField(
        label=_("Who takes care of a need that nobody else can meet"),
        help_text=_("Where nobody is chosen, it is the coordinator."),
        queryset=Organisation.objects.none(),
        empty_label=_("the coordinator"),
        required=False,
    )
    pick_up_hours = forms.IntegerField(
        label=_("After how many hours a returned referral is told to a supervisor"),
        help_text=_("From 1 to 720. The time runs day and night."),
        min_value=1,
        max_value=720,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fallback_owner"].queryset = taking_part()  # type: ignore[attr-defined]

    @staticmethod
    def facts_of(row: ReferralRules) -> dict[str, Any]:
        """The first values of the form."""
        return {
            "fallback_owner": row.fallback_owner,
            "pick_up_hours": row.pick_up_hours,
            "version": row.version,
        }
