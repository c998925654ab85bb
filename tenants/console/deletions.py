"""What the console shows of a city's deletion, and what two operators do about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.accounts.models import User
from tenants.console.acts import ActRefused, CityAct, register_act
from tenants.console.facts import Said, register_fact
from tenants.console.forms import ActForm
from tenants.deletions.asking import (
    DeletionRefused,
    ask_for_deletion,
    confirm_deletion,
    withdraw_deletion,
)
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.models import OPEN, Deletion, DeletionState

Cities = Sequence[City]


class DeletionForm(ActForm):
    """The slug is typed, so that nobody deletes the wrong city."""

    typed = forms.CharField(
        label=gettext_lazy("Slug of the city"),
        help_text=gettext_lazy("Type it to confirm which city you mean."),
        max_length=30,
    )
    mark_optional = False

    def clean_typed(self) -> str:
        """Nothing but the slug itself."""
        typed = str(self.cleaned_data["typed"])
        if typed != self.city.slug:
            words = _("Type “%(slug)s” to confirm that the city is meant.")
            raise ValidationError(words % {"slug": self.city.slug})
        return typed


class AskingForm(DeletionForm):
    """Whether the city's data are kept by somebody."""

    without_export = forms.BooleanField(
        label=gettext_lazy("The city has no export of the last weeks and wants none"),
        required=False,
    )


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
    if row.due_at:
        day = date_format(localtime(row.due_at), "j E Y")
        lines += [
            _("Confirmed by %(name)s") % {"name": row.confirmed_by_name},
            _("Due on %(day)s") % {"day": day},
        ]
    return Said(row.get_state_display(), "red", lines=lines)


def _state(city: City) -> str:
    with entered_platform():
        row = Deletion.objects.filter(slug=city.slug, state__in=OPEN).first()
    return row.state if row else ""


def ask(city: City, wanted: Mapping[str, Any], by: User) -> str:
    """The first operator."""
    try:
        ask_for_deletion(slug=city.slug, by=by, without_export=wanted["without_export"])
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
    form=DeletionForm,
    order=90,
    is_grave=True,
)
WITHDRAW = CityAct(
    "withdraw-deletion",
    gettext_lazy("Withdraw the deletion"),
    gettext_lazy("The city stays, and is as it was before its deletion was confirmed."),
    withdraw,
    applies=lambda city: _state(city) in {DeletionState.ASKED, DeletionState.CONFIRMED},
    order=91,
)
