"""The register of interventions and its cards."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.cases.views.answers import posted
from casework.cases.views.printing import file_of
from casework.minors import actions, cards, page, printing
from casework.minors.choices import CardState
from casework.minors.forms.interventions import (
    CardForm,
    CircleForm,
    CloseForm,
    EntryForm,
    ReopenForm,
    choices_to_open,
    standards_to_open,
)
from casework.minors.models import Intervention
from casework.minors.public_words import name_of
from casework.minors.views.editing import FORMS, done, form_page
from casework.minors.workflow import takes_entries
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.ui.printed import pdf_of

VIEW = Permission.INTERVENTION_VIEW
MOST = 500


@require_safe
@requires(VIEW)
def interventions(request: StaffRequest) -> HttpResponse:
    """The register, as far as this person takes part in it."""
    found = cards.cards_visible_to(request.user)[:MOST]
    context = {
        "head": [_("Number"), _("Organisation"), _("Where from"), _("Opened"), _("State")],
        "rows": page.cards(found),
        "may_open": cards.may_open_under(request.user).exists(),
    }
    return render(request, "minors/interventions.html", context)


@require_http_methods(FORMS)
@requires(VIEW)
def intervention_new(request: StaffRequest) -> HttpResponseBase:
    """Open a card."""
    standards = standards_to_open(request.user, request.GET.get("standards", ""))
    form = CardForm(request.user, standards, posted(request))

    def do() -> None:
        made.append(actions.open_card(standards=standards, by=request.user, **form.facts()))

    made: list[Intervention] = []
    if done(form, do):
        told = _("The card was opened. Those who answer for it were told.")
        messages.success(request, told if cards.holders_of(made[0]) else _("The card was opened."))
        return redirect("intervention", made[0].pk)
    words = {
        "title": _("Open an intervention card"),
        "name": name_of(standards),
        "submit": _("Open the card"),
        "bodies": choices_to_open(request.user),
        "chosen": str(standards.pk),
        "template": "minors/card_new.html",
    }
    return form_page(request, form, reverse("interventions"), **words)


@require_safe
@requires(VIEW)
def intervention(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One card: each look at it is on record."""
    card = cards.card_for(request.user, pk)
    actions.note_view(card=card, way="page", by=request.user)
    excluded = User.objects.filter(pk__in=card.excluded).order_by("full_name")
    context = {
        "card": card,
        "state": (card.get_state_display(), page.CARD_COLOURS[CardState(card.state)]),
        "rows": [{"key": key, "value": value} for key, value in page.facts_of(card)],
        "entries": card.entries.select_related("by"),
        "excluded": [one.full_name for one in excluded],
        "holders": [one.full_name for one in cards.holders_of(card)],
        "case": cards.case_of(card, request.user),
        "takes_entries": takes_entries(card.state),
    }
    return render(request, "minors/intervention.html", context)


@require_http_methods(FORMS)
@requires(VIEW)
def intervention_entry(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down what was done."""
    card = cards.card_for(request.user, pk)
    form = EntryForm(posted(request))

    def do() -> None:
        actions.add_entry(card=card, by=request.user, **form.cleaned_data)

    if done(form, do):
        return redirect("intervention", pk)
    words = {"title": _("Write down what was done"), "name": card.register_number}
    return form_page(request, form, _card_url(pk), **words)


@require_http_methods(FORMS)
@requires(VIEW)
def intervention_circle(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Who must not know of it, and to which case it belongs."""
    card = cards.card_for(request.user, pk)
    case = cards.case_of(card, request.user)
    initial = CircleForm.values_of(card, case)
    form = CircleForm(request.user, card.standards, posted(request), initial=initial, card=card)

    def do() -> None:
        # A case that this person may not see stays linked: they cannot have meant to take it out.
        circle = form.circle()
        hidden = card.case if case is None else None
        facts = circle | {"case": circle["case"] or hidden}
        version = form.cleaned_data["version"]
        actions.change_circle(card=card, version=version, by=request.user, **facts)

    if done(form, do):
        messages.success(request, _("Saved."))
        return redirect("intervention", pk)
    words = {"title": _("Who must not know, and the case"), "name": card.register_number}
    return form_page(request, form, _card_url(pk), **words)


@require_http_methods(FORMS)
@requires(VIEW)
def intervention_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Close the card."""
    card = cards.card_for(request.user, pk)
    form = CloseForm(posted(request), initial={"version": card.version})

    def do() -> None:
        actions.close_card(card=card, by=request.user, **form.cleaned_data)

    if done(form, do):
        messages.success(request, _("The card is closed."))
        return redirect("intervention", pk)
    words = {"title": _("Close the card"), "submit": _("Close the card")}
    return form_page(request, form, _card_url(pk), **words, name=card.register_number)


@require_http_methods(FORMS)
@requires(VIEW)
def intervention_reopen(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Go on with a closed card."""
    card = cards.card_for(request.user, pk)
    form = ReopenForm(posted(request), initial={"version": card.version})

    def do() -> None:
        actions.reopen_card(card=card, by=request.user, **form.cleaned_data)

    if done(form, do):
        return redirect("intervention", pk)
    words = {"title": _("Open the card again"), "submit": _("Open the card again")}
    return form_page(request, form, _card_url(pk), **words, name=card.register_number)


@require_safe
@requires(VIEW)
def intervention_print(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The card on paper."""
    card = cards.card_for(request.user, pk)
    document = printing.card_document(card, request.user)
    actions.note_view(card=card, way="pdf", by=request.user)
    return file_of(pdf_of(document), card.register_number)


def _card_url(pk: UUID) -> str:
    return reverse("intervention", args=[pk])
