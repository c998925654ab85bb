"""Forms of the city's words about its processing of data."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.privacy.processing.choices import Part
from ostoja.privacy.processing.models import Activity, Assessment, Controller
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm


def _label(model: Any, name: str) -> Any:
    return model._meta.get_field(name).verbose_name


def _text(model: Any, name: str, **more: Any) -> LongText:
    return LongText(label=_label(model, name), max_length=4_000, required=False, **more)


class ControllerForm(Form):
    """A body that is new here."""

    part = forms.ChoiceField(
        label=_label(Controller, "part"), choices=Part.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_label(Controller, "name"), max_length=200)
    address = forms.CharField(label=_label(Controller, "address"), max_length=200, required=False)
    contact = forms.CharField(label=_label(Controller, "contact"), max_length=200, required=False)
    officer = forms.CharField(label=_label(Controller, "officer"), max_length=200, required=False)
    arrangement = _text(Controller, "arrangement")
    submission = SubmissionField()

    def __init__(self, *args: Any, known: Controller | None = None, **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        same = Controller.objects.filter(name=said.get("name", ""), part=said.get("part", ""))
        if self.known:
            same = same.exclude(pk=self.known.pk)
        if same.exists():
            self.add_error("name", _("This body stands here already with this part."))
        return said


class ControllerChange(VersionedForm, ControllerForm):
    """A body that is known."""

    submission = None  # type: ignore[assignment]

    @staticmethod
    def facts_of(controller: Controller) -> dict[str, Any]:
        """What holds now, as the form's first values."""
        names = ("part", "name", "address", "contact", "officer", "arrangement", "version")
        return {name: getattr(controller, name) for name in names}


class ActivityForm(VersionedForm):
    """What one kind of data is for."""

    purpose = _text(Activity, "purpose")
    basis = _text(
        Activity,
        "basis",
        help_text=gettext_lazy("Act and article; it needs the city's approval."),
    )
    people = _text(Activity, "people")
    recipients = _text(Activity, "recipients")
    transfers = _text(
        Activity, "transfers", help_text=gettext_lazy("Write “none” where there are none.")
    )
    measures = _text(Activity, "measures")
    controller = forms.ModelChoiceField(
        label=_label(Activity, "controller"),
        queryset=Controller.objects.none(),
        required=False,
        empty_label=gettext_lazy("not chosen"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["controller"].queryset = Controller.objects.all()  # type: ignore[attr-defined]

    @staticmethod
    def facts_of(activity: Activity | None) -> dict[str, Any]:
        """What the city said until now."""
        if activity is None:
            return {"version": 0}
        names = ("purpose", "basis", "people", "recipients", "transfers", "measures", "version")
        facts = {name: getattr(activity, name) for name in names}
        return {**facts, "controller": activity.controller_id}


class AssessmentForm(VersionedForm):
    """The city's words in the assessment."""

    necessity = _text(Assessment, "necessity")
    risks = _text(Assessment, "risks")
    measures = _text(Assessment, "measures")
    opinion = _text(Assessment, "opinion")
    reviewed_on = DateField(label=_label(Assessment, "reviewed_on"), required=False)

    @staticmethod
    def facts_of(found: Assessment) -> dict[str, Any]:
        """What the city said until now."""
        names = ("necessity", "risks", "measures", "opinion", "reviewed_on", "version")
        return {name: getattr(found, name) for name in names}
