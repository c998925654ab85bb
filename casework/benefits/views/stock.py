"""Deliveries, counting and writing off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.benefits import actions, selectors
from casework.benefits.amounts import in_words
from casework.benefits.forms.stock import CountForm, DeliveryForm, WriteOffForm
from casework.benefits.models import Article, Batch
from casework.benefits.refusals import article_not_in_use
from casework.benefits.views.answers import form_page, saved
from casework.cases.views.answers import posted
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

STOCK = Permission.BENEFIT_STOCK


@requires(STOCK)
def delivery(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something came in."""
    article = selectors.article_for(request.user, pk, STOCK)
    if not article.is_active and request.method != "POST":
        messages.warning(request, article_not_in_use().words)
        return redirect("benefit_article", pk)
    form = DeliveryForm(article, posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.receive(article=article, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The delivery is in the store."))
        return redirect("benefit_article", pk)
    title = _("Take in a delivery")
    return form_page(request, form, title=title, caption=article.name, back=_to(article))


@requires(STOCK)
def count(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was really there."""
    batch = selectors.batch_for(request.user, pk, STOCK)
    form = CountForm(batch, posted(request), initial={"version": batch.version})
    if form.is_valid() and saved(
        form, lambda: actions.count(batch=batch, by=request.user, **form.facts())
    ):
        messages.success(request, _("The count is written into the book."))
        return redirect("benefit_article", batch.article_id)
    return _page(request, form, batch, _("Count what is there"))


@requires(STOCK)
def write_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What nobody can be given any more."""
    batch = selectors.batch_for(request.user, pk, STOCK)
    form = WriteOffForm(batch, posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.write_off(batch=batch, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("It is written off."))
        return redirect("benefit_article", batch.article_id)
    return _page(request, form, batch, _("Write off"))


def _page(request: StaffRequest, form: Any, batch: Batch, title: str) -> HttpResponse:
    """With what the book says as it is now, also where somebody changed it meanwhile."""
    batch.refresh_from_db(fields=["left"])
    left = in_words(batch.left, batch.article.unit)
    if batch.expires_on:
        words = _("In the book: %(left)s, good until %(day)s.")
        fact = words % {"left": left, "day": date_format(batch.expires_on)}
    else:
        fact = _("In the book: %(left)s, without a date.") % {"left": left}
    article = batch.article
    return form_page(request, form, title=title, caption=article.name, fact=fact, back=_to(article))


def _to(article: Article) -> tuple[str, str]:
    return reverse("benefit_article", args=[article.pk]), article.name
