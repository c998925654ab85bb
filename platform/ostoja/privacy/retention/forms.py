"""Forms of the periods and of what is kept back."""

from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostoja.accounts.models import User
from ostoja.privacy.retention.classes import RetentionClass, class_named, every_class
from ostoja.privacy.retention.selectors import Rule
from ostoja.ui.forms import Form, LongText


class PeriodForm(Form):
    """The days of one class, within its bounds."""

    days = forms.IntegerField(
        label=gettext_lazy("Days"),
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )
    is_on = forms.BooleanField(
        label=gettext_lazy("Delete when the period has passed"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        initial = {"days": rule.days, "is_on": rule.is_on, "version": rule.version}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.kind = rule.kind
        self.fields["days"].help_text = _("From %(shortest)s to %(longest)s days.") % {
            "shortest": rule.kind.shortest,
            "longest": rule.kind.longest,
        }

    def clean_days(self) -> int:
        days = cast("int", self.cleaned_data["days"])
        if days < self.kind.shortest:
            raise forms.ValidationError(
                ngettext(
                    "The period must be at least %(number)s day.",
                    "The period must be at least %(number)s days.",
                    self.kind.shortest,
                )
                % {"number": self.kind.shortest}
            )
        if days > self.kind.longest:
            raise forms.ValidationError(
                _("The period must be at most %(number)s days.") % {"number": self.kind.longest}
            )
        return days


class HoldForm(Form):
    """Which record must stay, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of data"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Number or identifier of the record"),
        help_text=gettext_lazy("The number of the case, or the identifier from the audit."),
        max_length=64,
    )
    reason = LongText(
        label=gettext_lazy("Why it must be kept"),
        help_text=gettext_lazy("For instance the file number of a court or of the prosecutor."),
        max_length=1_000,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        kinds = [(kind.key, kind.label) for kind in every_class() if kind.find]
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = kinds
        if len(kinds) == 1:
            field.initial = kinds[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, name = class_named(cleaned.get("kind", "")), cleaned.get("name")
        if kind and kind.find and name:
            found = kind.find(name.strip()) - set(map(str, kind.kept_from(self.user)))
            if len(found) != 1:
                self.add_error("name", _("Nothing with this number or identifier was found."))
            else:
                cleaned["object_id"] = UUID(found.pop())
        return cleaned

    @property
    def chosen(self) -> RetentionClass:
        """The class that was chosen; only for a valid form."""
        kind = class_named(self.cleaned_data["kind"])
        assert kind is not None  # noqa: S101 - the field's choices are the classes
        return kind
