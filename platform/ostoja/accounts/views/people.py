"""The city's people: the list, one person, roles, switching accounts off and on."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts import actions, handover, selectors
from ostoja.accounts.actions.people import LastAdministrator, is_last_administrator
from ostoja.accounts.forms.people import AddRoleForm, PeopleFilter
from ostoja.accounts.models import User
from ostoja.accounts.second_factor import has_second_factor

ON_A_PAGE = 50


@requires(Permission.PEOPLE_MANAGE)
def people(request: StaffRequest) -> HttpResponseBase:
    """Everybody who works in the city, and who was invited."""
    form = PeopleFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    state = wanted.get("state")
    found = selectors.people(
        name=wanted.get("name", ""),
        role=wanted.get("role", ""),
        is_active=state == PeopleFilter.SWITCHED_ON if state else None,
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    names = selectors.organisation_names()
    context = {
        "filter": form,
        "page_obj": page,
        "rows": [(person, selectors.roles_held(person, names)) for person in page],
        "invitations": [
            (one, Role(one.role).label, names.get(one.group_id or 0, ""))
            for one in selectors.invitations_waiting()
        ],
    }
    return render(request, "accounts/people.html", context)


@requires(Permission.PEOPLE_MANAGE)
def person(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """One person: roles, sign-in, state."""
    found = _person(pk)
    context = {
        "person": found,
        "roles": selectors.roles_held(found, selectors.organisation_names()),
        "has_second_factor": has_second_factor(found),
        "is_oneself": found == request.user,
    }
    return render(request, "accounts/person.html", context)


@requires(Permission.PEOPLE_MANAGE)
def person_role_add(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Give a person one more role."""
    found = _person(pk)
    form = AddRoleForm(request.POST or None, user=found)
    if request.method == "POST" and form.is_valid():
        actions.add_role(
            user=found, role=form.chosen_role, group=form.chosen_group, by=request.user
        )
        messages.success(request, _("The role was added."))
        return redirect("person", pk)
    return render(request, "accounts/person_role_add.html", {"person": found, "form": form})


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def person_role_remove(request: StaffRequest, pk: UUID, membership: UUID) -> HttpResponseBase:
    """Take a role from a person."""
    held = _person(pk).memberships.select_related("user").filter(pk=membership).first()
    if held is None:
        raise Http404
    try:
        actions.remove_role(membership=held, by=request.user)
    except LastAdministrator:
        messages.error(request, _last_administrator())
    else:
        messages.success(request, _("The role was taken away."))
    return redirect("person", pk) if held.user != request.user else redirect("staff_home")


@requires(Permission.PEOPLE_MANAGE)
def person_deactivate(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Switch an account off, after showing what the person has in hand."""
    found = _person(pk)
    if not found.is_active:
        return redirect("person", pk)
    if request.method == "POST":
        try:
            actions.deactivate(user=found, by=request.user)
        except LastAdministrator:
            messages.error(request, _last_administrator())
        else:
            messages.success(request, _("The account was switched off."))
        return redirect("person", pk)
    context = {
        "person": found,
        "open_work": handover.open_work_of(found),
        "is_last_administrator": is_last_administrator(found),
        "session_count": selectors.sessions_of(found).count(),
    }
    return render(request, "accounts/person_deactivate.html", context)


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def person_reactivate(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Switch an account on again."""
    actions.reactivate(user=_person(pk), by=request.user)
    messages.success(request, _("The account was switched on again."))
    return redirect("person", pk)


@requires(Permission.PEOPLE_MANAGE)
def person_second_factor_reset(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Let a person who lost telephone and codes set up the second factor anew."""
    found = _person(pk)
    if request.method == "POST":
        actions.reset_second_factor(user=found, by=request.user)
        messages.success(
            request, _("The second factor was removed. A new one is set up at sign-in.")
        )
        return redirect("person", pk) if found != request.user else redirect("account_login")
    return render(request, "accounts/person_second_factor_reset.html", {"person": found})


def _person(pk: UUID) -> User:
    found = selectors.person_with(pk)
    if found is None:
        raise Http404
    return found


def _last_administrator() -> str:
    return _(
        "This is the only administrator of the city. Make somebody else an administrator first."
    )
