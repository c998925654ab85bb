"""Forms of stores and of their articles."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.benefits.actions import ArticleFacts
from casework.benefits.amounts import is_whole
from casework.benefits.choices import ArticleKind, Unit
from casework.benefits.forms.amounts import AmountField
from casework.benefits.models import Article, Store
from casework.partners.models import Organisation
from ostoja.ui.forms import Form, SubmissionField, VersionedForm

WHOLE = gettext_lazy("Write a whole number in digits, for example 12.")


class StoreForm(Form):
    """A new store. ``bodies`` are those for which this person keeps one; the first is taken where
    there is one alone.
    """

    name = forms.CharField(
        label=gettext_lazy("Name of the store"),
        help_text=gettext_lazy("For example “Store of the crisis hostel”."),
        max_length=120,
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Body that keeps it"), queryset=Organisation.objects.none()
    )
    with_usual = forms.BooleanField(
        label=gettext_lazy("Begin with the city's usual list of articles"),
        required=False,
        initial=True,
    )
    submission = SubmissionField()

    def __init__(self, bodies: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=[one.pk for one in bodies])
        if len(bodies) < 2:
            del self.fields["organisation"]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"organisation": self.bodies[0], **self.cleaned_data}


class ChangeStoreForm(VersionedForm):
    """Another name, or out of use. ``bodies`` are those that may take it over, where the one that
    keeps it left.
    """

    name = forms.CharField(label=gettext_lazy("Name of the store"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Body that keeps it"),
        help_text=gettext_lazy("Agree with the body that left who takes its things over."),
        queryset=Organisation.objects.none(),
        empty_label=None,
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)

    def __init__(
        self, store: Store, bodies: Sequence[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        kwargs["initial"] = self.values_of(store)
        super().__init__(*args, **kwargs)
        keys = {store.organisation_id, *(one.pk for one in bodies)}
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(pk__in=keys)
        if not store.is_left_behind:
            del self.fields["organisation"]

    @staticmethod
    def values_of(store: Store) -> dict[str, Any]:
        """As it is now."""
        names = ("name", "is_active", "version", "organisation")
        return {name: getattr(store, name) for name in names}


class ArticleForm(Form):
    """What an article is."""

    name = forms.CharField(
        label=gettext_lazy("Name of the article"),
        help_text=gettext_lazy("With the size, if it matters: “Nappies, size 3”."),
        max_length=120,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of article"),
        choices=ArticleKind.choices,
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit in which it is counted"),
        choices=Unit.choices,
        widget=forms.RadioSelect,
    )
    low_mark = AmountField(
        Unit.KILOGRAM,
        may_be_nothing=True,
        label=gettext_lazy("Runs low at"),
        help_text=gettext_lazy("At this number and below you are told. Empty: nobody is told."),
        required=False,
    )
    submission = SubmissionField()

    def clean(self) -> dict[str, Any]:
        """Half a blanket is no mark."""
        given = super().clean() or self.cleaned_data
        low, unit = given.get("low_mark"), given.get("unit")
        if low is not None and unit and not is_whole(low, unit):
            self.add_error("low_mark", WHOLE)
        return given

    def facts(self) -> ArticleFacts:
        """What the actions take."""
        given = self.cleaned_data
        return ArticleFacts(
            name=given["name"], kind=given["kind"], unit=given["unit"], low_mark=given["low_mark"]
        )


class ChangeArticleForm(ArticleForm, VersionedForm):
    """The same; how it is counted stays once there was some."""

    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        names = ("name", "kind", "unit", "low_mark", "is_active", "version")
        kwargs["initial"] = {name: getattr(article, name) for name in names}
        super().__init__(*args, **kwargs)
        del self.fields["submission"]
        self.kept_unit = article.unit
        if article.batches.exists():
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """With the unit that stays."""
        self.cleaned_data.setdefault("unit", self.kept_unit)
        return super().clean()
