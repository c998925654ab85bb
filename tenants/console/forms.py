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
from tenants.console.facts import telling_of_problems
from tenants.console.selectors import ANY
from tenants.jobs.models import State
from tenants.models import City, Stage
from tenants.onboarding import problem_of_slug


class ActForm(Form):
    """Asks nothing but whether it is meant; ``city`` is the one it is about."""

    mark_optional = False

    def __init__(self, *args: Any, city: City, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = city


class TypedForm(ActForm):
    """The slug is typed, so that nobody means the wrong city."""

    typed = forms.CharField(
        label=gettext_lazy("Slug of the city"),
        help_text=gettext_lazy("Type it to confirm which city you mean."),
        max_length=30,
    )

    def clean_typed(self) -> str:
        """Nothing but the slug itself."""
        typed = str(self.cleaned_data["typed"])
        if typed != self.city.slug:
            words = _("Type “%(slug)s” to confirm that the city is meant.")
            raise ValidationError(words % {"slug": self.city.slug})
        return typed


class BundleForm(ActForm):
    """From which backup."""

    bundle = forms.ChoiceField(label=gettext_lazy("Backup"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = backups.bundles_of(self.city.slug)
        self.fields["bundle"].choices = [(one.name, _in_words(one)) for one in found]  # type: ignore[attr-defined]
        self.fields["bundle"].error_messages["required"] = _("Choose a backup.")
        if not found:
            self.fields["bundle"].help_text = _(
                "No backup of this city lies on the server. One from elsewhere is brought back on"
                " the command line: ostoja city restore FILE"
            )


class CopyForm(BundleForm):
    """How the copy beside the city is called."""

    beside = forms.CharField(
        label=gettext_lazy("Slug of the copy"),
        max_length=30,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("A name that no city has, for example %(slug)s-before.")
        self.fields["beside"].help_text = hint % {"slug": self.city.slug}

    def clean_beside(self) -> str:
        """As for a new city."""
        beside = str(self.cleaned_data["beside"])
        if problem := problem_of_slug(beside):
            raise ValidationError(problem, code="slug")
        return beside


class RestoreForm(BundleForm, TypedForm):
    """The city itself is replaced, so its slug is typed."""

    field_order = ("bundle", "typed")


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
    problem = forms.ChoiceField(label=gettext_lazy("What is wrong"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("By name")),
            ("stage", gettext_lazy("By stage")),
            ("new", gettext_lazy("The newest first")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(fact.name, fact.label) for fact in telling_of_problems()]
        everything = [("", _("All cities")), (ANY, _("Anything that is to be mended"))]
        self.fields["problem"].choices = [*everything, *asked]  # type: ignore[attr-defined]


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
