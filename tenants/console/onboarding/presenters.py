"""The answers of a draft in words, and which pages wait for one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.console.city_facts import kind_in_words
from tenants.console.models import Draft
from tenants.console.onboarding import words
from tenants.console.onboarding.forms import PAGES, new_city


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page to check, as ``summary_list.html`` takes it."""

    key: str
    value: str
    actions: list[dict[str, Any]]


def is_open(draft: Draft, page: str) -> bool:
    """Whether the page was not answered yet, or its answers are no longer right."""
    names = list(PAGES[page].base_fields)
    if any(name not in draft.answers for name in names):
        return True
    return not PAGES[page](draft.answers, answers=draft.answers).is_valid()


def rows(draft: Draft) -> list[Row]:
    """All answers, each with the way to change it."""
    answers, wanted = draft.answers, new_city(draft.answers)
    languages = dict(words.languages())
    shown = [
        (_("Name"), wanted.name, "name"),
        (_("Short name for addresses (slug)"), wanted.slug, "name"),
        (_("TERYT code"), wanted.teryt or "–", "name"),
        (_("Domain"), wanted.host, "address"),
        (_("Languages"), ", ".join(languages[code] for code in wanted.languages), "address"),
        (_("Kind"), kind_in_words(wanted.blueprint), "kind"),
        (_("Parts"), ", ".join(map(words.module_in_words, answers["modules"])), "modules"),
        (_("Colours"), f"{answers['colour']}, {answers['accent']}", "colours"),
        (_("The first administrator"), wanted.admin_email, "administrator"),
    ]
    return [Row(key, value, [_change(draft, page)]) for key, value, page in shown]


def _change(draft: Draft, page: str) -> dict[str, Any]:
    url = reverse("onboarding_page", args=[draft.pk, page])
    return {"url": f"{url}?check=1", "text": _("Change")}
