"""The form for the city's own website: which entry point, which language, and what to copy."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.intake.entry_points.snippets import snippet_for
from casework.intake.models import EntryPoint
from casework.partners.words import language_name
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.forms import Form
from ostoja.ui.languages import public_languages
from tenants.profile.selectors import profile


class WebsiteForm(Form):
    """For which entry point the form counts, and what it speaks."""

    mark_optional = False

    point = forms.ModelChoiceField(
        label=_("Entry point"),
        help_text=_("What comes from the website is counted there."),
        queryset=EntryPoint.objects.filter(is_active=True),
        to_field_name="code",
        empty_label=None,
    )
    language = forms.ChoiceField(label=_("Language of the form"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = public_languages(profile().languages)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, language_name(code)) for code in languages
        ]


@require_safe
@requires(Permission.ENTRY_POINT_VIEW)
def website_form(request: StaffRequest) -> HttpResponse:
    """Choose, and copy. Nothing is kept: the snippet is made of what is there."""
    form = WebsiteForm(request.GET if "point" in request.GET else None)
    snippet = ""
    if form.is_valid():
        point, language = form.cleaned_data["point"], form.cleaned_data["language"]
        snippet = snippet_for(request, point, language)
    context = {
        "form": form,
        "snippet": snippet,
        "has_points": EntryPoint.objects.filter(is_active=True).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "intake/website_form.html", context, status=status)
