"""What residents choose in the public directory."""

from typing import Any

from django import forms
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy

from casework.partners.choices import Accessibility
from casework.partners.directory import Filters, languages_spoken, needs_met
from casework.partners.models import Need
from casework.partners.words import language_name
from ostoja.ui.forms import Form

_language_name = lazy(language_name, str)


class DirectoryForm(Form):
    """What a resident looks for; sent by GET, everything may stay empty."""

    mark_optional = False

    words = forms.CharField(
        label=gettext_lazy("Name or kind of help"),
        max_length=100,
        required=False,
    )
    need = forms.ModelChoiceField(
        label=gettext_lazy("What do you need help with?"),
        queryset=Need.objects.none(),
        to_field_name="key",
        empty_label=gettext_lazy("Everything"),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you want to talk?"), required=False
    )
    open_now = forms.BooleanField(label=gettext_lazy("Open now"), required=False)
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("What should be there on the spot?"),
        choices=Accessibility.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].queryset = needs_met()  # type: ignore[attr-defined]
        any_language: list[tuple[str, str | Promise]] = [("", gettext_lazy("Any language"))]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            *any_language,
            *((code, _language_name(code)) for code in languages_spoken()),
        ]

    def filters(self) -> Filters:
        """What to look for; an answer that cannot be understood asks for nothing."""
        given = self.cleaned_data if self.is_bound else {}
        return Filters(
            words=given.get("words", ""),
            need=given.get("need"),
            language=given.get("language", ""),
            accessibility=frozenset(given.get("accessibility", ())),
            open_now=given.get("open_now", False),
        )
