"""A city is given out in open formats: asked for on the console, done by a job."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.accounts.models import User
from tenants.console.acts import ActRefused, CityAct, Outcome, register_act
from tenants.console.city_acts import is_city
from tenants.console.facts import Said, register_fact
from tenants.console.forms import ActForm
from tenants.exports.files import new_path
from tenants.exports.jobs import keep_passphrase
from tenants.jobs import actions, tasks
from tenants.models import City
from tenants.safekeeping.models import ExportOfCity

SHORTEST = 12
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another one
GROUPS, LENGTH = 6, 4


def proposed() -> str:
    """Nobody guesses it, and it can be read out on the telephone."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(LENGTH)) for _group in range(GROUPS)
    )


class ExportForm(ActForm):
    """What opens the file; a good one is proposed."""

    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase of the file"),
        help_text=gettext_lazy(
            "Write it down now: it is not shown again. Whoever gets the file needs it, and gets it"
            " by another way than the file."
        ),
        min_length=SHORTEST,
        max_length=200,
        initial=proposed,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


def register_all() -> None:
    """Called when the app starts."""
    register_fact("export", gettext_lazy("Last export"), last_exports, order=85)
    register_act(EXPORT)


def last_exports(cities: Sequence[City]) -> Mapping[str, Said]:
    """When a city was last given out, and by whom."""
    rows = ExportOfCity.objects.filter(city__in=cities).order_by("city_id", "-at")
    last = rows.distinct("city_id").values_list("city__slug", "at", "by_name")
    return {slug: Said(at, lines=[name] if name else []) for slug, at, name in last}


def export(city: City, wanted: Mapping[str, Any], by: User) -> Outcome:
    """A job, whose file has this passphrase; one that is open has another."""
    path = new_path(city.slug)
    try:
        with transaction.atomic():
            job = actions.ask(kind="export", city=city.slug, arguments={"to": str(path)}, by=by)
            keep_passphrase(path, wanted["passphrase"])
    except actions.AlreadyAsked as error:
        raise ActRefused(
            _("An export of this city is under way. Wait for it, or stop that job.")
        ) from error
    tasks.wake()
    return job


EXPORT = CityAct(
    "export",
    gettext_lazy("Export in open formats"),
    gettext_lazy(
        "For a city that leaves, or asks for all that it has: every table as CSV and JSON Lines,"
        " the files, and what all of it means. It holds data of clients, so the file is encrypted"
        " and lies on the server; nobody downloads it here. Whoever manages the server hands it"
        " over. The city's own record names you."
    ),
    export,
    applies=is_city,
    form=ExportForm,
    order=50,
    is_grave=True,
)
