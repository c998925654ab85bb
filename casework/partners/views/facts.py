"""Forms of what is known about a body: services, places, numbers, contacts, activities."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import actions, selectors
from casework.partners.forms import (
    ActivityForm,
    ContactForm,
    FactForm,
    LocationForm,
    PhoneForm,
    ServiceForm,
)
from casework.partners.models import Activity, Contact, Location, Phone, Service
from casework.partners.views.answers import form_page, saved, saves
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm

CHANGE = Permission.PARTNER_CHANGE
Known = Service | Location | Phone | Contact | Activity


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact about a body: the name of its routes, its form, actions and titles."""

    name: str
    model: type[Known]
    form: type[FactForm]
    add: Callable[..., Model]
    change: Callable[..., Model]
    title_new: Promise
    title_edit: Promise
    is_removable: bool = False


SERVICE = Kind(
    "service",
    Service,
    ServiceForm,
    actions.add_service,
    actions.change_service,
    gettext_lazy("Add a service"),
    gettext_lazy("Change the service"),
)
LOCATION = Kind(
    "location",
    Location,
    LocationForm,
    actions.add_location,
    actions.change_location,
    gettext_lazy("Add a place"),
    gettext_lazy("Change the place"),
)
PHONE = Kind(
    "phone",
    Phone,
    PhoneForm,
    actions.add_phone,
    actions.change_phone,
    gettext_lazy("Add a telephone number"),
    gettext_lazy("Change the telephone number"),
    is_removable=True,
)
CONTACT = Kind(
    "contact",
    Contact,
    ContactForm,
    actions.add_contact,
    actions.change_contact,
    gettext_lazy("Add a contact"),
    gettext_lazy("Change the contact"),
    is_removable=True,
)


ACTIVITY = Kind(
    "activity",
    Activity,
    ActivityForm,
    actions.add_activity,
    actions.change_activity,
    gettext_lazy("Add a prevention activity"),
    gettext_lazy("Change the prevention activity"),
    is_removable=True,
)


@requires(CHANGE)
def fact_new(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    """Add a fact to the body with this key."""
    body = selectors.organisation_for(request.user, pk, CHANGE)
    form = kind.form(request.POST or None, organisation=body)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        if saves(form, kind.add, organisation=body, submission=submission, by=request.user):
            return saved(request, body)
    return form_page(request, form, kind.title_new, body)


@requires(CHANGE)
def fact_edit(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    """Change a fact."""
    fact = _fact(request, pk, kind)
    form = kind.form(request.POST or None, fact=fact, organisation=fact.organisation)
    if form.is_valid():
        version = form.cleaned_data["version"]
        if saves(form, kind.change, pk=pk, version=version, by=request.user):
            return saved(request, fact.organisation)
    remove_url = reverse(f"{kind.name}_remove", args=[pk]) if kind.is_removable else ""
    return form_page(request, form, kind.title_edit, fact.organisation, remove_url=remove_url)


@requires(CHANGE)
def fact_remove(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    """Take a fact away, unless somebody has just mended it."""
    fact: Any = _fact(request, pk, kind)
    form = VersionedForm(request.POST or None)
    if form.is_valid():
        try:
            actions.remove(fact=fact, version=form.cleaned_data["version"], by=request.user)
        except ObjectDoesNotExist:  # somebody has just removed it
            raise Http404 from None
        except StaleObject:
            messages.warning(
                request, _("Somebody changed this in the meantime. Look at it again, then decide.")
            )
            return redirect(f"{kind.name}_edit", pk)
        messages.success(request, _("Removed."))
    return redirect("partner_staff", fact.organisation.pk)


def _fact(request: StaffRequest, pk: UUID, kind: Kind) -> Known:
    facts: Any = kind.model._default_manager.select_related("organisation")
    found: Known = selectors.fact_for(request.user, selectors.of_standing(facts), pk, CHANGE)
    return found
