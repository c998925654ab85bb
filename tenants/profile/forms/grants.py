"""Forms of what funders want to be read: whether any does, and one notice."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import SubmissionField, VersionedForm
from tenants.profile.models import GrantNotice
from tenants.translated_forms import Text, TranslatedForm

YES, NO = "yes", "no"


class GrantsForm(VersionedForm):
    """Whether a grant asks for a notice on the pages."""

    mark_optional = False

    needed = forms.ChoiceField(
        label=_("Does a grant ask for a notice on the pages?"),
        help_text=_("A programme of the European Union or a ministry often does."),
        choices=[(NO, _("No, no grant asks for one")), (YES, _("Yes"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, needed: bool | None, version: int, **kwargs: Any) -> None:
        answer = "" if needed is None else YES if needed else NO
        kwargs["initial"] = {"needed": answer, "version": version}
        super().__init__(*args, **kwargs)

    @property
    def is_needed(self) -> bool:
        """The answer; only for a valid form."""
        return bool(self.cleaned_data["needed"] == YES)


class GrantNoticeForm(TranslatedForm):
    """What one funder wants to be read."""

    mark_optional = False

    layout = ((_("Notice"), ("funder", "text")),)
    texts: ClassVar = {
        "text": Text(
            _("What residents read"),
            max_length=600,
            rows=4,
            hint=_("As the agreement has it, for example: financed by the European Union."),
            is_required=True,
        ),
    }
    plain = ("funder",)

    submission = SubmissionField()
    funder = forms.CharField(
        label=_("Funder"), help_text=_("Only staff read this name."), max_length=200
    )

    def __init__(self, *args: Any, row: GrantNotice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row or GrantNotice(), **kwargs)
        if row is not None:
            del self.fields["submission"]
