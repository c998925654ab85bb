"""The pages of the wizard that are typed; each checks what it asks by the rules of onboarding."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostoja.ui.brand import Brand
from ostoja.ui.forms import Form
from tenants.console.models import Draft
from tenants.console.onboarding import words
from tenants.console.onboarding.wanted import OURS, Answers, new_city
from tenants.new_cities.checks import LONGEST_NAME, problems_of
from tenants.new_cities.facts import Table
from tenants.new_cities.forms import LegalActForm
from tenants.privacy_notice.forms import ControllerFields
from tenants.profile.forms.colours import ColourField

FIELDS = {"colours": "colour"}
"""Where a problem stands whose name is no field of ours."""
LETTERS = str.maketrans({"ł": "l", "Ł": "L"})


class PageForm(Form):
    """One page of a draft. ``refused`` is what was said of files that were sent before and are
    not kept, by field.
    """

    title: str | Promise
    explains: str | Promise = ""

    def __init__(
        self,
        *args: Any,
        draft: Draft,
        refused: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.draft, self.answers, self.refused = draft, draft.answers, refused or {}
        kwargs["initial"] = {**self.suggested(), **self.answers}
        super().__init__(*args, **kwargs)

    def suggested(self) -> Answers:
        """What stands in the fields of a page that was not answered yet."""
        return {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, said in self.still_refused(data).items():
            if not self.has_error(name):
                self.add_error(name, list(said))
        for name, problem in self.problems(data).items():
            field = FIELDS.get(name, name)
            if field in self.fields and not self.has_error(field):
                self.add_error(field, problem)
        return data

    def still_refused(self, data: Answers) -> Mapping[str, Sequence[str]]:
        """What was said of files that nobody has replaced."""
        return {name: said for name, said in self.refused.items() if not data.get(name)}

    def problems(self, data: Answers) -> Mapping[str, Any]:
        """What is wrong with the city that has the answers of this page too, by fact."""
        return problems_of(new_city({**self.answers, **data}))

    def said_of_files(self) -> dict[str, list[str]]:
        """What is wrong with the files of this page, by field."""
        return {
            name: list(map(str, said))
            for name, said in self.errors.items()
            if isinstance(self.fields.get(name), forms.FileField)
        }

    def to_keep(self) -> Answers:
        """The answers of this page."""
        return self.cleaned_data

    def changed_files(self) -> Mapping[str, Table | None]:
        """Files that are in order, by fact, and None for one that is to be left out."""
        return {}


class NameForm(PageForm):
    """Which city it is."""

    title = _("Which city it is")
    name = forms.CharField(
        label=pgettext_lazy("of a city", "Name"),
        help_text=_("As its people call it, for example Sopot or powiat tczewski."),
        max_length=LONGEST_NAME,
    )
    slug = forms.CharField(
        label=_("Short name for addresses (slug)"),
        help_text=_(
            "Small letters, digits and hyphens. It can never be changed. Leave it empty and it is"
            " made of the name."
        ),
        required=False,
        max_length=30,
    )
    teryt = forms.CharField(
        label=_("TERYT code"),
        help_text=_("4 digits for a county, 6 or 7 for a gmina."),
        required=False,
        max_length=7,
    )

    def clean_slug(self) -> str:
        """One that is left empty is made of the name."""
        typed = str(self.cleaned_data["slug"]).strip().lower()
        name = str(self.cleaned_data.get("name", ""))
        return typed or slugify(name.translate(LETTERS))[:30].strip("-")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("name") and not self.data.get("slug"):
            self.errors.pop("slug", None)  # it is made of the name, which is asked for once
        return data

    def clean_teryt(self) -> str:
        """Spaces and hyphens are put right."""
        return re.sub(r"[\s-]", "", self.cleaned_data["teryt"])


class AddressForm(PageForm):
    """Where it answers and in which languages."""

    title = _("Where it answers")
    domain = forms.CharField(
        label=_("Domain of its own"),
        help_text=_("For example pomoc.sopot.pl. Leave it empty for an address of the platform."),
        required=False,
        max_length=253,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the public pages"),
        choices=words.languages,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def suggested(self) -> Answers:
        return {"languages": [code for code, _name in words.languages()]}


class ModulesForm(PageForm):
    """Its parts."""

    title = _("Parts of the platform")
    modules = forms.MultipleChoiceField(
        label=_("What the city uses"),
        help_text=_("Those that its kind begins with are chosen."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = words.modules(self.draft)  # type: ignore[attr-defined]

    def suggested(self) -> Answers:
        return {"modules": words.modules_of(self.draft)}


class ColoursForm(PageForm):
    """Its two colours, tried out before anything is made."""

    title = _("Colours")
    explains = _(
        "All other colours of the pages follow from these two. The first must be readable."
    )
    colour = ColourField(label=_("City's colour"), help_text=_("For headings, buttons and links."))
    accent = ColourField(label=_("Second colour"), help_text=_("Only decorates."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tried = Brand(self.initial["colour"], self.initial["accent"])

    def suggested(self) -> Answers:
        return {"colour": OURS.colour, "accent": OURS.accent}

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        self.tried = Brand(**typed) if len(typed) == len(self.fields) else self.tried
        return super().clean()


def _all_or_nothing(
    title: str | Promise, explains: str | Promise, form: type[forms.Form], prefix: str
) -> type[PageForm]:
    """A page with the fields of a form of the city's own, all of which may stay empty."""
    fields = {f"{prefix}_{name}": deepcopy(field) for name, field in form.base_fields.items()}
    for field in fields.values():
        field.required = False
    facts = {"title": title, "explains": explains, "mark_optional": False}
    page: type[PageForm] = type(f"{form.__name__}Page", (PageForm,), {**facts, **fields})
    return page


ActForm = _all_or_nothing(
    _("The act on which it rests"),
    _("For example an ordinance of the mayor. Leave all of it empty if there is none yet."),
    LegalActForm,
    "legal_act",
)
ControllerForm = _all_or_nothing(
    _("The controller of its data"),
    _(
        "The body that decides about people's data, as the city's privacy notice will name it."
        " Leave all of it empty if the city is to write it itself."
    ),
    ControllerFields,
    "controller",
)


class AdministratorForm(PageForm):
    """Who gets the invitation."""

    title = _("The first administrator")
    admin_email = forms.CharField(
        label=_("E-mail address"),
        help_text=_(
            "An invitation goes there. It lets this person in and makes them administrator."
        ),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_admin_email(self) -> str:
        """Without the spaces that come with copying."""
        return str(self.cleaned_data["admin_email"]).strip()
