"""What the console shows of a city's deletion, and what two operators do about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.accounts.models import User
from ostoja.ui.forms import LongText
from tenants.console.acts import ActRefused, CityAct, register_act
from tenants.console.facts import Said, Text, register_fact
from tenants.console.forms import TypedForm
from tenants.deletions.asking import (
    DeletionRefused,
    ask_for_deletion,
    confirm_deletion,
    withdraw_deletion,
)
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.models import (
    LONGEST_REASON,
    OPEN,
    Deletion,
    DeletionState,
    ExportOfCity,
)

Cities = Sequence[City]


class AskingForm(TypedForm):
    """Why, and whether the city's data are kept by somebody."""

    reason = LongText(
        label=gettext_lazy("Why the city is deleted"),
        help_text=gettext_lazy("The operator who confirms it reads this. Name no clients."),
        max_length=LONGEST_REASON,
    )
    without_export = forms.BooleanField(
        label=gettext_lazy("The city has no export of the last weeks and wants none"),
        required=False,
    )
    field_order = ("reason", "without_export", "typed")


def register_all() -> None:
    """Called when the app starts."""
    register_fact("deletion", gettext_lazy("Deletion"), deletions, order=95)
    for act in (ASK, CONFIRM, WITHDRAW):
        register_act(act)


def deletions(cities: Cities) -> Mapping[str, Said]:
    """Who asked for it, and when it is due."""
    slugs = [city.slug for city in cities]
    rows = Deletion.objects.filter(slug__in=slugs, state__in=OPEN)
    return {row.slug: _said(row) for row in rows}


def _said(row: Deletion) -> Said:
    lines = [_("Asked for by %(name)s") % {"name": row.asked_by_name}]
    if row.reason:
        lines.append(row.reason)
    if row.due_at:
        day = date_format(localtime(row.due_at), "j E Y")
        lines += [
            _("Confirmed by %(name)s") % {"name": row.confirmed_by_name},
            _("Due on %(day)s") % {"day": day},
        ]
    return Said(row.get_state_display(), "red", lines=lines)


def what_was_asked(city: City) -> list[tuple[Text, Said]]:
    """What the second operator must know before confirming it."""
    row = _open_one(city)
    if row is None:
        return []
    why = row.reason or _("No reason was given.")
    return [
        (_("Asked for by"), Said(row.asked_by_name, lines=[row.asked_at])),
        (_("Why the city is deleted"), Said(why)),
        (_("Last export of the city"), _export_of(row)),
    ]


def _export_of(row: Deletion) -> Said:
    export = ExportOfCity.objects.filter(sha256=row.export_sha256).first()
    return Said(export.at) if export else Said(_("none was wanted"), "yellow")


def _open_one(city: City) -> Deletion | None:
    with entered_platform():
        return Deletion.objects.filter(slug=city.slug, state__in=OPEN).first()


def _state(city: City) -> str:
    row = _open_one(city)
    return row.state if row else ""


def ask(city: City, wanted: Mapping[str, Any], by: User) -> str:
    """The first operator."""
    try:
        ask_for_deletion(
            slug=city.slug,
            by=by,
            without_export=wanted["without_export"],
            reason=wanted["reason"],
        )
    except DeletionRefused as error:
        raise ActRefused(str(error)) from error
    return _("Another operator must confirm the deletion of %(city)s.") % {"city": city.name}


def confirm(city: City, _wanted: Mapping[str, Any], by: User) -> str:
    """The second one."""
    try:
        confirm_deletion(slug=city.slug, by=by)
    except DeletionRefused as error:
        raise ActRefused(str(error)) from error
    return _("%(city)s is suspended, and is deleted when the waiting time is over.") % {
        "city": city.name
    }


def withdraw(city: City, _wanted: Mapping[str, Any], by: User) -> str:
    """Any of them."""
    try:
        withdraw_deletion(slug=city.slug, by=by)
    except DeletionRefused as error:
        raise ActRefused(str(error)) from error
    return _("%(city)s is not deleted.") % {"city": city.name}


ASK = CityAct(
    "delete",
    gettext_lazy("Ask for deletion"),
    gettext_lazy(
        "Nothing happens until another operator confirms it. Then the city is suspended for the"
        " waiting time, and after that deleted for good: no backup of it can be opened any more."
        " What the city must keep, it takes along as an export beforehand."
    ),
    ask,
    applies=lambda city: not city.copy_of and not _state(city),
    form=AskingForm,
    order=90,
    is_grave=True,
)
CONFIRM = CityAct(
    "confirm-deletion",
    gettext_lazy("Confirm the deletion"),
    gettext_lazy(
        "From now on the pages of the city show the phone numbers only. When the waiting time is"
        " over, its key is destroyed and everything that it holds is gone for good. Until then"
        " every operator can withdraw it."
    ),
    confirm,
    applies=lambda city: _state(city) == DeletionState.ASKED,
    form=TypedForm,
    tells=what_was_asked,
    order=90,
    is_grave=True,
)
WITHDRAW = CityAct(
    "withdraw-deletion",
    gettext_lazy("Withdraw the deletion"),
    gettext_lazy("The city stays, and is as it was before its deletion was confirmed."),
    withdraw,
    applies=lambda city: _state(city) in {DeletionState.ASKED, DeletionState.CONFIRMED},
    tells=what_was_asked,
    order=91,
)
