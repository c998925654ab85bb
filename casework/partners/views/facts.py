"""Forms of bodies and of what is known about them: services, places, numbers, contacts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners import actions, selectors
from casework.partners.forms import (
    ContactForm,
    FactForm,
    LocationForm,
    Now,
    OrganisationForm,
    PhoneForm,
    ServiceForm,
)
from casework.partners.models import Contact, Location, Organisation, Phone, Service
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject

CHANGE = Permission.PARTNER_CHANGE
Known = Service | Location | Phone | Contact


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact about a body: its form, its actions, its titles."""

    model: type[Known]
    form: type[FactForm]
    add: Callable[..., Model]
    change: Callable[..., Model]
    title_new: Promise
    title_edit: Promise
    remove_url: str = ""


SERVICE = Kind(
    Service,
    ServiceForm,
    actions.add_service,
    actions.change_service,
    gettext_lazy("Add a service"),
    gettext_lazy("Change the service"),
)
LOCATION = Kind(
    Location,
    LocationForm,
    actions.add_location,
    actions.change_location,
    gettext_lazy("Add a place"),
    gettext_lazy("Change the place"),
)
PHONE = Kind(
    Phone,
    PhoneForm,
    actions.add_phone,
    actions.change_phone,
    gettext_lazy("Add a telephone number"),
    gettext_lazy("Change the telephone number"),
    "phone_remove",
)
CONTACT = Kind(
    Contact,
    ContactForm,
    actions.add_contact,
    actions.change_contact,
    gettext_lazy("Add a contact"),
    gettext_lazy("Change the contact"),
    "contact_remove",
)


@requires(CHANGE)
def partner_new(request: StaffRequest) -> HttpResponse:
    """Add a body."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        body = actions.create_organisation(submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The partner is added. Now add its services and places."))
        return redirect("partner_staff", body.pk)
    return _show_form(request, form, gettext_lazy("Add a partner"), reverse("partners"))


@requires(CHANGE)
def partner_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change who a body is."""
    body = selectors.organisation_for(request.user, pk, CHANGE)
    form = OrganisationForm(request.POST or None, fact=body)
    now: list[Now] = []
    if form.is_valid():
        now = _overtaken(form, actions.change_organisation, pk, request)
        if not now:
            return _saved(request, body)
    title = gettext_lazy("Change the partner")
    return _show_form(request, form, title, _page_of(body), organisation=body, now=now)


@requires(CHANGE)
def service_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a service."""
    return _new(request, pk, SERVICE)


@requires(CHANGE)
def service_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a service and its week."""
    return _edit(request, pk, SERVICE)


@requires(CHANGE)
def location_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a place."""
    return _new(request, pk, LOCATION)


@requires(CHANGE)
def location_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a place."""
    return _edit(request, pk, LOCATION)


@requires(CHANGE)
def phone_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a number."""
    return _new(request, pk, PHONE)


@requires(CHANGE)
def phone_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a number."""
    return _edit(request, pk, PHONE)


@requires(CHANGE)
def phone_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a number away."""
    return _remove(request, pk, PHONE)


@requires(CHANGE)
def contact_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add somebody to speak to."""
    return _new(request, pk, CONTACT)


@requires(CHANGE)
def contact_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a contact."""
    return _edit(request, pk, CONTACT)


@requires(CHANGE)
def contact_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a contact away."""
    return _remove(request, pk, CONTACT)


def _new(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    body = selectors.organisation_for(request.user, pk, CHANGE)
    form = kind.form(request.POST or None, organisation=body)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        kind.add(organisation=body, submission=submission, by=request.user, **form.facts())
        return _saved(request, body)
    return _show_form(request, form, kind.title_new, _page_of(body), organisation=body)


def _edit(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    fact = _fact(request, pk, kind)
    form = kind.form(request.POST or None, fact=fact, organisation=fact.organisation)
    now: list[Now] = []
    if form.is_valid():
        now = _overtaken(form, kind.change, pk, request)
        if not now:
            return _saved(request, fact.organisation)
    return _show_form(
        request,
        form,
        kind.title_edit,
        _page_of(fact.organisation),
        organisation=fact.organisation,
        now=now,
        remove_url=reverse(kind.remove_url, args=[pk]) if kind.remove_url else "",
    )


def _remove(request: StaffRequest, pk: UUID, kind: Kind) -> HttpResponse:
    fact = _fact(request, pk, kind)
    if request.method == "POST" and isinstance(fact, Phone | Contact):
        actions.remove(fact=fact, by=request.user)
        messages.success(request, _("Removed."))
    return redirect(_page_of(fact.organisation))


def _fact(request: StaffRequest, pk: UUID, kind: Kind) -> Known:
    facts: Any = kind.model._default_manager.select_related("organisation")
    found: Known = selectors.fact_for(request.user, facts, pk, CHANGE)
    return found


def _overtaken(
    form: FactForm, change: Callable[..., Any], pk: UUID, request: StaffRequest
) -> list[Now]:
    """Saves; where somebody else was quicker, gives what they wrote otherwise."""
    version = form.cleaned_data["version"] or 0
    try:
        change(pk=pk, version=version, by=request.user, **form.facts())
    except StaleObject as stale:
        return form.overtaken(stale.current)  # type: ignore[arg-type]
    return []


def _saved(request: StaffRequest, body: Organisation) -> HttpResponse:
    """Back to the body's page, with a word of success."""
    messages.success(request, _("Saved."))
    return redirect(_page_of(body))


def _show_form(
    request: StaffRequest, form: FactForm, title: Promise, back: str, **more: Any
) -> HttpResponse:
    """The page of a form: 200 for one that was asked for, 422 for one that comes back."""
    context = {"form": form, "title": title, "back": back, **more}
    status = 422 if form.is_bound else 200
    return render(request, "partners/fact_form.html", context, status=status)


def _page_of(body: Organisation) -> str:
    return reverse("partner_staff", args=[body.pk])
