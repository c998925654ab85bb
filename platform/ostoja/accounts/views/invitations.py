"""Inviting people, and the page behind an invitation's link."""

from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts import actions, selectors
from ostoja.accounts.actions.invitations import AccountExists, InvitationClosed, Link
from ostoja.accounts.forms.people import AcceptForm, InviteForm
from ostoja.accounts.models import Invitation, User


@requires(Permission.PEOPLE_MANAGE)
def people_invite(request: StaffRequest) -> HttpResponseBase:
    """Invite somebody to work here."""
    wished = {name: request.GET[name] for name in ("organisation", "role") if name in request.GET}
    form = InviteForm(request.POST or None, initial={"language": "pl", **wished})
    if request.method == "POST" and form.is_valid():
        actions.send_invitation(
            email=form.cleaned_data["email"],
            full_name=form.cleaned_data["full_name"],
            role=form.chosen_role,
            group=form.chosen_group,
            language=form.cleaned_data["language"],
            link=link_on(request),
            by=request.user,
        )
        messages.success(
            request,
            _("The invitation was sent to %(email)s.") % {"email": form.cleaned_data["email"]},
        )
        return redirect("people")
    return render(request, "accounts/people_invite.html", {"form": form})


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def invitation_resend(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Send an invitation again, with a new link."""
    invitation = _waiting(pk)
    try:
        actions.resend_invitation(invitation=invitation, link=link_on(request), by=request.user)
    except InvitationClosed:
        messages.error(request, _("This invitation was accepted or revoked in the meantime."))
    else:
        messages.success(request, _("The invitation was sent again. The old link no longer works."))
    return redirect("people")


@require_POST
@requires(Permission.PEOPLE_MANAGE)
def invitation_revoke(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Make an invitation useless."""
    try:
        actions.revoke_invitation(invitation=_waiting(pk), by=request.user)
    except InvitationClosed:
        messages.error(request, _("This invitation was accepted in the meantime."))
    else:
        messages.success(request, _("The invitation was revoked. Its link no longer works."))
    return redirect("people")


@sensitive_post_parameters("password")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """What an invited person sees behind the link; opening it alone changes nothing."""
    invitation = selectors.invitation_with(token)
    if invitation is None or not invitation.is_open:
        return _closed(request, invitation)
    known = User.objects.filter(email=invitation.email).first()
    try:
        if known is None:
            return _welcome(request, invitation)
        return _join(request, invitation, known)
    except AccountExists:
        return redirect(request.path)  # the page for somebody who has an account
    except InvitationClosed:
        invitation.refresh_from_db()
        return _closed(request, invitation)


def link_on(request: HttpRequest) -> Link:
    """Makes links on the host of this request, which is one of the city's."""

    def link(token: str, language: str) -> str:
        with translation.override(language):
            return request.build_absolute_uri(reverse("accept_invitation", args=[token]))

    return link


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Name and password of somebody new, who then sets up the second factor."""
    if isinstance(request.user, User):
        return _page(request, "accounts/invitation_join.html", invitation, is_other=True)
    initial = {"full_name": invitation.full_name}
    form = AcceptForm(request.POST or None, initial=initial, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "accounts/invitation_accept.html", invitation, form=form)
    user = actions.accept_invitation(invitation=invitation, **form.cleaned_data)
    credentials = {"email": user.email}
    response: HttpResponse = perform_password_login(
        request, credentials, Login(user=user, email=user.email)
    )
    return response


def _join(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    """One more role for somebody who has an account: they sign in first."""
    if request.user != known:
        is_other = isinstance(request.user, User)
        return _page(
            request, "accounts/invitation_join.html", invitation, is_other=is_other, person=known
        )
    if request.method == "POST":
        actions.join_by_invitation(invitation=invitation, by=known)
        messages.success(request, _("You have a new role."))
        return redirect("staff_home")
    return _page(request, "accounts/invitation_join.html", invitation, person=known)


def _page(
    request: HttpRequest, template: str, invitation: Invitation, **context: object
) -> HttpResponse:
    names = selectors.organisation_names() if invitation.group_id else {}
    context |= {
        "invitation": invitation,
        "role": Role(invitation.role).label if invitation.role else _("Operator of the platform"),
        "organisation": names.get(invitation.group_id or 0, ""),
    }
    return render(request, template, context)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Says why the link lets nobody in, and what to do."""
    status = 404 if invitation is None else 410
    return render(
        request, "accounts/invitation_closed.html", {"invitation": invitation}, status=status
    )


def _waiting(pk: UUID) -> Invitation:
    invitation = selectors.invitations_waiting().filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation
