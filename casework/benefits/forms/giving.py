"""Giving out several articles on one page, and taking back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.benefits.amounts import in_words
from casework.benefits.choices import MOST_PEOPLE, NOTHING, ArticleKind, BackAs
from casework.benefits.forms.amounts import AmountField
from ostoja.ui.forms import BoundField, DateField, Form, LongText, SubmissionField, VersionedForm


@dataclass(frozen=True, slots=True)
class KindOnShelf:
    """Articles of one kind, each with its field."""

    title: str
    fields: list[BoundField]


class GivingForm(Form):
    """``articles`` come with their amounts; what there is none of is named, without a field, but
    for one in which something was typed before it was gone.
    """

    people = forms.IntegerField(
        label=gettext_lazy("For how many people"),
        help_text=gettext_lazy("1: only the person of the case. More: their household too."),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
    )
    given_on = DateField(label=gettext_lazy("Given on"), initial=timezone.localdate)
    note = LongText(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Only what must be known later. It is encrypted."),
        max_length=1000,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, articles: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = {one.pk: one for one in articles}
        self.gone = []
        for one in articles:
            name = name_of(one.pk)
            if one.lately > NOTHING or str(self.data.get(name, "")).strip():
                self.fields[name] = AmountField(
                    one.unit, label=one.name, help_text=_hint(one), required=False
                )
            else:
                self.gone.append(one)

    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Something must be given."""
        given = super().clean() or self.cleaned_data
        if not self.amounts() and not any(name in self.errors for name in self.fields):
            self.add_error(None, _("Write at one article at least how much you give."))
        return given

    def amounts(self) -> dict[UUID, Decimal]:
        """What is given, by the article's key."""
        found = {pk: self.cleaned_data.get(name_of(pk)) for pk in self.articles}
        return {pk: amount for pk, amount in found.items() if amount}

    def refuse(self, each: Mapping[UUID, str]) -> None:
        """What is wrong with single articles; their fields keep what was typed."""
        for pk, words in each.items():
            name = name_of(pk)
            self.add_error(name if name in self.fields else None, words)

    def kinds(self) -> list[KindOnShelf]:
        """The fields, kind by kind."""
        found = []
        for kind in ArticleKind:
            names = [name_of(pk) for pk, one in self.articles.items() if one.kind == kind]
            fields: Any = [self[name] for name in names if name in self.fields]
            if fields:
                found.append(KindOnShelf(str(kind.label), fields))
        return found


def name_of(pk: UUID) -> str:
    """The name of an article's field."""
    return f"amount_{pk.hex}"


def _hint(article: Any) -> str:
    there = in_words(article.usable, article.unit)
    if article.usable == NOTHING and article.lately > NOTHING:
        return _("Past its date. Write here only what was given while it was good.")
    if article.first_expiry is None:
        return _("In the store: %(there)s.") % {"there": there}
    words = _("In the store: %(there)s. The first expires on %(day)s.")
    return words % {"there": there, "day": date_format(article.first_expiry)}


class BackForm(VersionedForm):
    """Why what was given stands in the store again."""

    mark_optional = False

    back_as = forms.ChoiceField(
        label=gettext_lazy("How it came back"), choices=BackAs.choices, widget=forms.RadioSelect
    )
    why = LongText(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy("Everything of this giving goes back into the store."),
        max_length=1000,
    )
