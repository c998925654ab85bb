"""The pages of the wizard as forms; each checks what it asks by the rules of onboarding."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ostoja.ui import brand as brands
from ostoja.ui.brand import Brand
from ostoja.ui.forms import Form
from tenants.console.onboarding import words
from tenants.new_cities.checks import LONGEST_NAME, problems_of
from tenants.new_cities.facts import NewCity
from tenants.profile.forms.colours import ColourField

Answers = Mapping[str, Any]
OURS = Brand(brands.LIGHT["brand"], brands.LIGHT["accent"])
FIELDS = {"colours": "colour"}
"""Where a problem stands whose name is no field of ours."""
LETTERS = str.maketrans({"ł": "l", "Ł": "L"})


def new_city(answers: Answers) -> NewCity:
    """What the answers ask for; what was not answered yet is empty."""
    brand = (answers.get("colour", OURS.colour), answers.get("accent", OURS.accent))
    colours = [] if brand == (OURS.colour, OURS.accent) else brand
    return NewCity.from_draft({**answers, "colours": colours})


class PageForm(Form):
    """One page; ``answers`` are those of the other pages too."""

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        kwargs["initial"] = {**self.suggested(answers), **answers}
        super().__init__(*args, **kwargs)
        self.answers = answers

    def suggested(self, answers: Answers) -> Answers:
        """What stands in the fields of a page that was not answered yet."""
        return {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        problems = problems_of(new_city({**self.answers, **data}))
        for name, problem in problems.items():
            field = FIELDS.get(name, name)
            if field in self.fields and not self.has_error(field):
                self.add_error(field, ValidationError(problem))
        return data


class NameForm(PageForm):
    """Which city it is."""

    title = _("Which city it is")
    name = forms.CharField(
        label=_("Name"),
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
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = words.languages()  # type: ignore[attr-defined]

    def suggested(self, answers: Answers) -> Answers:
        return {"languages": [code for code, _name in words.languages()]}


class KindForm(PageForm):
    """What it begins as."""

    title = _("What it begins as")
    blueprint = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("The city begins with its texts, needs and parts, and may change all of it."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blueprint"].choices = words.blueprints()  # type: ignore[attr-defined]


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
        self.fields["modules"].choices = words.modules()  # type: ignore[attr-defined]

    def suggested(self, answers: Answers) -> Answers:
        return {"modules": list(words.modules_of(answers.get("blueprint", "")))}


class ColoursForm(PageForm):
    """Its two colours, tried out before anything is made."""

    title = _("Colours")
    colour = ColourField(label=_("City's colour"), help_text=_("For headings, buttons and links."))
    accent = ColourField(label=_("Second colour"), help_text=_("Only decorates."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tried = Brand(self.initial["colour"], self.initial["accent"])

    def suggested(self, answers: Answers) -> Answers:
        return {"colour": OURS.colour, "accent": OURS.accent}

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        self.tried = Brand(**typed) if len(typed) == len(self.fields) else self.tried
        return super().clean()


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


PAGES: Mapping[str, type[PageForm]] = {
    "name": NameForm,
    "address": AddressForm,
    "kind": KindForm,
    "modules": ModulesForm,
    "colours": ColoursForm,
    "administrator": AdministratorForm,
}
