"""The answers of a draft in words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tenants.console.models import Draft, Fact
from tenants.console.onboarding import words
from tenants.console.onboarding.wanted import new_city
from tenants.new_cities.facts import LegalAct


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page to check, as ``summary_list.html`` takes it."""

    key: str
    value: str
    actions: list[dict[str, Any]]


def rows(draft: Draft) -> list[Row]:
    """All answers, each with the way to change it."""
    answers, wanted = draft.answers, new_city(draft.answers)
    files = {fact: file.name for fact, file in draft.kept.items()}
    languages = dict(words.languages())
    shown = [
        (pgettext("of a city", "Name"), wanted.name, "name"),
        (_("Short name for addresses (slug)"), wanted.slug, "name"),
        (_("TERYT code"), wanted.teryt or "–", "name"),
        (_("Domain"), wanted.host, "address"),
        (_("Languages"), ", ".join(languages[code] for code in wanted.languages), "address"),
        (_("Kind"), words.kind_of(draft), "kind"),
        (_("Parts"), ", ".join(map(words.module_in_words, answers["modules"])), "modules"),
        (_("The act on which it rests"), _in_words(wanted.legal_act), "act"),
        (_("The controller of its data"), wanted.controller.name or "–", "controller"),
        (_("Colours"), f"{answers['colour']}, {answers['accent']}", "colours"),
        (_("The first administrator"), wanted.admin_email, "administrator"),
        (_("List of partners"), files.get(Fact.PARTNERS, "–"), "lists"),
        (_("List of staff"), files.get(Fact.STAFF, "–"), "lists"),
    ]
    return [Row(key, value, [_change(draft, page)]) for key, value, page in shown]


def _in_words(act: LegalAct) -> str:
    return ", ".join(filter(None, act.as_facts().values())) or "–"


def _change(draft: Draft, page: str) -> dict[str, Any]:
    url = reverse("onboarding_page", args=[draft.pk, page])
    return {"url": f"{url}?check=1", "text": _("Change")}
