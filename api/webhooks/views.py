"""Pages of webhooks, and the log of what each was told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from api.webhooks import actions, selectors
from api.webhooks.events import EVENTS, GONE_OF
from api.webhooks.forms import FactsForm, NewForm, SinceForm, VersionForm
from api.webhooks.models import Delivery, Webhook
from api.webhooks.refusal import NotAllowed
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form

ON_A_PAGE = 50


@require_safe
@requires(Permission.WEBHOOKS)
def webhooks(request: StaffRequest) -> HttpResponse:
    """Those that one looks after, by body."""
    found = selectors.with_waiting(selectors.webhooks_visible_to(request.user))
    return render(request, "webhooks/list.html", {"webhooks": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WEBHOOKS)
def webhook_new(request: StaffRequest) -> HttpResponseBase:
    """Add one, and show its secret this once."""
    bodies = selectors.bodies_for(request.user)
    form = NewForm(_posted(request), bodies=bodies)
    if form.is_valid():
        try:
            made, secret = actions.add_webhook(by=request.user, **form.facts())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _secret(request, made, secret)
    return _form(request, form, _("Add a webhook"), reverse("webhooks"))


@require_safe
@requires(Permission.WEBHOOKS)
def webhook(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is told to which address, and the log."""
    found = selectors.webhook_for(request.user, pk)
    pages = Paginator(found.deliveries.all(), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "webhook": found,
        "labels": [EVENTS[kind].label for kind in found.kinds if kind in EVENTS],
        "page_obj": page,
        "rows": [{"delivery": one, "state": state_of(one)} for one in page],
    }
    return render(request, "webhooks/webhook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WEBHOOKS)
def webhook_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Another name, address or choice."""
    found = selectors.webhook_for(request.user, pk)
    form = FactsForm(_posted(request), initial=FactsForm.values_of(found))
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_webhook(webhook=found, version=version, by=request.user, **form.facts())
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("The webhook was changed. Send a test message."))
            return redirect("webhook", pk)
    return _form(request, form, _("Change the webhook"), reverse("webhook", args=[pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WEBHOOKS)
def webhook_secret(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Ask first; then a new secret, shown this once."""
    found = selectors.webhook_for(request.user, pk)
    form = VersionForm(_posted(request), initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            changed, secret = actions.renew_secret(webhook=found, version=version, by=request.user)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            return _secret(request, changed, secret)
    return _ask(request, form, found, "webhooks/secret.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WEBHOOKS)
def webhook_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Ask first; then it is gone with its log."""
    found = selectors.webhook_for(request.user, pk)
    form = VersionForm(_posted(request), initial={"version": found.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.remove_webhook(webhook=found, version=version, by=request.user)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("The webhook was removed. Nothing more is sent there."))
            return redirect("webhooks")
    return _ask(request, form, found, "webhooks/remove.html")


@require_POST
@requires(Permission.WEBHOOKS)
def webhook_pause(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Nothing is sent for a while."""
    actions.pause_webhook(webhook=selectors.webhook_for(request.user, pk), by=request.user)
    messages.success(request, _("It is paused. What happens meanwhile is kept."))
    return redirect("webhook", pk)


@require_POST
@requires(Permission.WEBHOOKS)
def webhook_resume(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """It goes on with what waited."""
    actions.resume_webhook(webhook=selectors.webhook_for(request.user, pk), by=request.user)
    messages.success(request, _("It goes on. What waited is sent now."))
    return redirect("webhook", pk)


@require_POST
@requires(Permission.WEBHOOKS)
def webhook_test(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Try the address."""
    found = selectors.webhook_for(request.user, pk)
    try:
        made = actions.send_test(webhook=found, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("webhook", pk)
    messages.success(request, _("A test message is on its way. Load this page again in a moment."))
    return redirect("webhook_delivery", pk, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WEBHOOKS)
def webhook_again_since(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Everything since a moment once more."""
    found = selectors.webhook_for(request.user, pk)
    form = SinceForm(_posted(request))
    if form.is_valid():
        number = actions.send_again_since(webhook=found, since=form.since, by=request.user)
        words = ngettext(
            "%(number)d message is sent once more.",
            "%(number)d messages are sent once more.",
            number,
        )
        messages.success(request, words % {"number": number})
        return redirect("webhook", pk)
    heading = _("Send once more what happened since a moment")
    return _form(request, form, heading, reverse("webhook", args=[pk]), _("Send once more"))


@require_safe
@requires(Permission.WEBHOOKS)
def webhook_delivery(request: StaffRequest, pk: UUID, message: UUID) -> HttpResponse:
    """One message with each attempt."""
    found = selectors.delivery_for(request.user, pk, message)
    context = {
        "delivery": found,
        "state": state_of(found),
        "tries": list(found.tries.all()),
        "about": _about(found),
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@requires(Permission.WEBHOOKS)
def webhook_again(request: StaffRequest, pk: UUID, message: UUID) -> HttpResponseBase:
    """One message once more."""
    found = selectors.delivery_for(request.user, pk, message)
    actions.send_again(delivery=found, by=request.user)
    messages.success(request, _("The message is sent once more."))
    return redirect("webhook_delivery", pk, message)


def state_of(delivery: Delivery) -> tuple[str, str]:
    """Words and a colour."""
    if delivery.delivered_at is not None:
        return pgettext("of a message", "taken"), "green"
    if delivery.given_up_at is not None:
        return pgettext("of a message", "given up"), "red"
    if delivery.attempts:
        return _("waits after a failure"), "orange"
    return pgettext("of a message", "waits"), "grey"


def _about(delivery: Delivery) -> list[dict[str, Any]]:
    event = EVENTS.get(delivery.kind)
    other = (
        _("The body may not see it any more") if delivery.kind in GONE_OF else _("A test message")
    )
    facts = [
        (_("Event"), event.label if event else other),
        (_("Identifier of the message"), delivery.pk),
        (_("Identifier of what it is about"), delivery.object_id),
    ]
    return [{"key": key, "value": value} for key, value in facts if value]


def _posted(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(
    request: StaffRequest, form: Form, heading: str, back: str, button: str = ""
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "heading": heading, "back_url": back, "button": button or _("Save")}
    return render(request, "webhooks/form.html", context, status=status)


def _ask(request: StaffRequest, form: Form, found: Webhook, template: str) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "webhook": found}, status=status)


def _secret(request: StaffRequest, found: Webhook, secret: str) -> HttpResponse:
    """An empty secret was shown before: the form came twice."""
    return render(request, "webhooks/made.html", {"webhook": found, "secret": secret})
