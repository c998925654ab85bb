"""The pages of the wizard in their order, and which of them wait for an answer."""

from collections.abc import Iterable, Mapping

from tenants.console.models import Draft
from tenants.console.onboarding import forms
from tenants.console.onboarding.file_forms import KindForm, ListsForm
from tenants.console.onboarding.wanted import new_city
from tenants.new_cities.checks import problems_of

PAGES: Mapping[str, type[forms.PageForm]] = {
    "name": forms.NameForm,
    "address": forms.AddressForm,
    "kind": KindForm,
    "modules": forms.ModulesForm,
    "act": forms.ActForm,
    "controller": forms.ControllerForm,
    "colours": forms.ColoursForm,
    "administrator": forms.AdministratorForm,
    "lists": ListsForm,
}
ORDER = list(PAGES)


def problems_with(draft: Draft) -> dict[str, list[str]]:
    """What is wrong with its answers as they are now, by fact."""
    found = problems_of(new_city(draft.answers, draft.kept))
    return {fact: [problem] for fact, problem in found.items()}


def open_pages(draft: Draft, problems: Iterable[str]) -> list[str]:
    """Those that were not answered yet, or whose answers are no longer right."""
    wrong = {page_of(fact) for fact in problems}
    answered = set(draft.answers.get("pages", ())) - wrong
    return [page for page in ORDER if page not in answered]


def page_of(fact: str) -> str:
    """Where the fact is asked for; the first page for one that is asked nowhere."""
    field = forms.FIELDS.get(fact, fact)
    return next((page for page, form in PAGES.items() if field in form.base_fields), ORDER[0])
