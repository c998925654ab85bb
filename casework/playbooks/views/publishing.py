"""Putting a draft into force, throwing it away, approving, switching off and on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.refusal import NotAllowed
from casework.playbooks import actions
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@require_POST
@requires(Permission.PLAYBOOK_CHANGE)
def playbook_publish(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put the draft into force; where somebody changed it meanwhile, it is shown once more."""
    try:
        actions.publish(draft=_draft(pk), version=_version(request.POST), by=request.user)
    except (NotAllowed, StaleObject) as refusal:
        _tell(request, refusal)
        return redirect("playbook_edit", pk)
    messages.success(request, _("This edition is in force now. A supervisor should approve it."))
    return redirect("playbook", pk)


@require_POST
@requires(Permission.PLAYBOOK_CHANGE)
def playbook_discard(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Throw the draft away."""
    try:
        actions.discard(draft=_draft(pk), version=_version(request.POST), by=request.user)
    except (NotAllowed, StaleObject) as refusal:
        _tell(request, refusal)
        return redirect("playbook_edit", pk)
    messages.success(request, _("The draft was thrown away."))
    return redirect("playbooks")


@require_POST
@requires(Permission.PLAYBOOK_APPROVE)
def playbook_approve(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Approve the very edition that the person read."""
    editions = Edition.objects.filter(playbook=pk, state=EditionState.PUBLISHED)
    edition = get_object_or_404(editions)
    if request.POST.get("edition") != str(edition.pk):
        messages.warning(request, _("Another edition is in force now. Read it before you approve."))
    else:
        actions.approve(edition=edition, by=request.user)
        messages.success(request, _("This edition is approved."))
    return redirect("playbook", pk)


@require_POST
@requires(Permission.PLAYBOOK_CHANGE)
def playbook_switch(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Offer it in cases, or no longer."""
    on = bool(request.POST.get("on"))
    actions.switch(playbook=get_object_or_404(Playbook, pk=pk), on=on, by=request.user)
    words = _("It is offered in cases again.") if on else _("It is offered in cases no longer.")
    messages.success(request, words)
    return redirect("playbook", pk)


def _draft(pk: UUID) -> Edition:
    return get_object_or_404(Edition, playbook=pk, state=EditionState.DRAFT)


def _version(sent: QueryDict) -> int:
    """What the person saw; a spoilt one is 0, which no row has."""
    version = sent.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0


def _tell(request: StaffRequest, refusal: Exception) -> None:
    changed = _("Somebody changed the draft in the meantime. Look at it once more.")
    messages.warning(request, changed if isinstance(refusal, StaleObject) else str(refusal))
