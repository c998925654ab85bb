"""Forms of the console."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.ui.forms import Form
from tenants.console import backups, sizes
from tenants.jobs.models import State
from tenants.models import City, Stage
from tenants.onboarding import problem_of_slug

IN_PLACE, BESIDE = "in_place", "beside"


class ActForm(Form):
    """Asks nothing but whether it is meant; ``city`` is the one it is about."""

    def __init__(self, *args: Any, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = city


class RestoreForm(ActForm):
    """From which bundle, and whether the city itself is replaced."""

    bundle = forms.ChoiceField(label=gettext_lazy("Backup"), widget=forms.RadioSelect)
    way = forms.ChoiceField(
        label=gettext_lazy("Where to"),
        widget=forms.RadioSelect,
        choices=[
            (BESIDE, gettext_lazy("Beside the city, to look something up")),
            (IN_PLACE, gettext_lazy("In its place: what the city stored since is gone")),
        ],
    )
    beside = forms.CharField(
        label=gettext_lazy("Slug of the copy"),
        help_text=gettext_lazy("Only for a copy beside the city."),
        required=False,
        max_length=30,
    )
    typed = forms.CharField(
        label=gettext_lazy("Slug of the city"),
        help_text=gettext_lazy("Only for a restore in its place: type it to confirm."),
        required=False,
        max_length=30,
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = backups.bundles_of(self.city.slug)
        self.fields["bundle"].choices = [(one.name, _in_words(one)) for one in found]  # type: ignore[attr-defined]
        self.fields["bundle"].error_messages["required"] = _("Choose a backup.")

    def clean(self) -> dict[str, Any]:
        """Each way needs its own word."""
        data = super().clean() or {}
        way = data.get("way")
        if way == BESIDE and (problem := problem_of_slug(data.get("beside", ""))):
            self.add_error("beside", ValidationError(problem, code="slug"))
        if way == IN_PLACE and data.get("typed", "") != self.city.slug:
            words = _("Type “%(slug)s” to confirm that the city is replaced.")
            self.add_error("typed", ValidationError(words % {"slug": self.city.slug}))
        return data


def _in_words(bundle: backups.Bundle) -> str:
    moment = localtime(bundle.made_at)
    return f"{date_format(moment, 'j E Y')}, {moment:%H:%M} ({sizes.in_words(bundle.size)})"


class Filter(Form):
    """What to look for; all fields may stay empty, and a mistake looks for everything."""

    mark_optional = False

    @property
    def wish(self) -> dict[str, str]:
        """What is looked for, by the names that the selector takes."""
        if not self.is_valid():
            return {}
        return {name: str(value).strip() for name, value in self.cleaned_data.items()}


class CityFilter(Filter):
    """For the list of cities."""

    text = forms.CharField(
        label=gettext_lazy("Name, slug, TERYT code or domain"), required=False, max_length=100
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"),
        required=False,
        choices=[("", gettext_lazy("All stages")), *Stage.choices],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("By name")),
            ("stage", gettext_lazy("By stage")),
            ("new", gettext_lazy("The newest first")),
        ],
    )


class JobFilter(Filter):
    """For the list of jobs."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), ("open", gettext_lazy("open")), *State.choices],
    )
    city = forms.CharField(label=gettext_lazy("Slug of the city"), required=False, max_length=30)


class RecordFilter(Filter):
    """For the time line."""

    city = forms.CharField(label=gettext_lazy("Slug of the city"), required=False, max_length=30)
    person = forms.CharField(label=gettext_lazy("Who"), required=False, max_length=150)
